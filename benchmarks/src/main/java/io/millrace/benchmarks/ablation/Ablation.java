package io.millrace.benchmarks.ablation;

import static java.util.Objects.requireNonNull;

import io.millrace.job.codec.ElementCodec;
import io.millrace.job.codec.StreamTypeInfo;
import io.millrace.job.json.JsonFields;
import io.millrace.job.preaggregate.PreAggregate;
import java.lang.reflect.ParameterizedType;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;
import org.jspecify.annotations.Nullable;

/** Takes one measure out of a job's graph. Fails if the graph does not have it. */
public enum Ablation {
    /** Jackson's tokens instead of a scan of flat records. */
    PARSER {
        @Override
        int change(Transformation<?> part) {
            Object operator = operator(part);
            int changed = 0;
            if (operator != null) {
                for (JsonFields fields : Parts.of(operator, JsonFields.class)) {
                    @SuppressWarnings("unchecked") // a list of paths
                    List<String> paths = Fields.get(fields, "texts", List.class);
                    // a path into a member excludes the scan; the records do not have this one
                    paths.add("$.absent.member");
                    changed++;
                }
            }
            return changed;
        }
    },
    /** Flink's POJO serializer instead of those of the elements. */
    SERIALIZERS {
        @Override
        int change(Transformation<?> part) {
            if (!(Fields.get(part, "outputType", TypeInformation.class) instanceof StreamTypeInfo<?> own)) {
                return 0;
            }
            Fields.set(part, "outputType", reflective(own));
            return 1;
        }
    },
    /** A partial result, or a bundle, for each element, so that each crosses the network and is merged behind it. */
    PRE_AGGREGATION {
        @Override
        int change(Transformation<?> part) {
            Object bundling = operator(part);
            if (bundling != null && bundling.getClass().getSimpleName().equals("BundleMeasurements")) {
                Fields.set(bundling, "maxBytes", 0L);
                return 1;
            }
            if (!(bundling instanceof PreAggregate<?, ?, ?> operator)) {
                return 0;
            }
            @SuppressWarnings({"unchecked", "rawtypes"}) // of the operator that is replaced
            SinglePartials<?, ?, ?> single = new SinglePartials<>(
                    Fields.get(operator, "key", KeySelector.class),
                    Fields.get(operator, "aggregate", AggregateFunction.class),
                    Fields.get(operator, "sliceMillis", Long.class));
            Fields.set(requireNonNull(factory(part), "an operator has a factory"), "operator", single);
            return 1;
        }
    },
    /** A cache of accounts of the smallest size, so that state is read and written for nearly every event. */
    ACCOUNT_CACHE {
        @Override
        int change(Transformation<?> part) {
            Object operator = operator(part);
            if (operator == null || !operator.getClass().getSimpleName().equals("JudgeClicks")) {
                return 0;
            }
            Fields.set(operator, "accountSlots", SMALLEST_CACHE);
            return 1;
        }
    },
    /** Flink copies every element between chained operators. */
    OBJECT_REUSE {
        @Override
        public Map<String, String> options() {
            return Map.of("pipeline.object-reuse", "false");
        }

        @Override
        int change(Transformation<?> part) {
            return 1;
        }
    };

    private static final int SMALLEST_CACHE = 8;

    /** Changes one transformation, and returns the number of changes. */
    abstract int change(Transformation<?> part);

    /** Changes the graph of a job that has been built and not submitted. */
    public void applyTo(StreamExecutionEnvironment environment) {
        Set<Transformation<?>> parts = new LinkedHashSet<>();
        environment.getTransformations().stream()
                .map(Transformation::getTransitivePredecessors)
                .flatMap(Collection::stream)
                .forEach(parts::add);
        if (parts.stream().mapToInt(this::change).sum() == 0) {
            throw new IllegalStateException("the job has nothing that ablation " + this + " takes out");
        }
    }

    /** The Flink options with which the job runs. */
    public Map<String, String> options() {
        return Map.of();
    }

    private static @Nullable Object operator(Transformation<?> part) {
        return factory(part) instanceof SimpleOperatorFactory<?> simple ? simple.getOperator() : null;
    }

    private static @Nullable StreamOperatorFactory<?> factory(Transformation<?> part) {
        if (part instanceof OneInputTransformation<?, ?> one) {
            return one.getOperatorFactory();
        }
        return part instanceof TwoInputTransformation<?, ?, ?> two ? two.getOperatorFactory() : null;
    }

    /** What Flink makes of the elements' class, which is the argument of the codec's interface. */
    private static TypeInformation<?> reflective(StreamTypeInfo<?> own) {
        ParameterizedType codec = (ParameterizedType)
                Fields.get(own, "codec", ElementCodec.class).getClass().getGenericInterfaces()[0];
        return TypeExtractor.createTypeInfo(codec.getActualTypeArguments()[0]);
    }
}
