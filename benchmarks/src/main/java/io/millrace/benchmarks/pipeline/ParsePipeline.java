package io.millrace.benchmarks.pipeline;

import io.millrace.job.time.EventTimeOperator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;

/** A job's graph up to its {@link EventTimeOperator}s: source, parsing and event time only. */
final class ParsePipeline implements Pipeline {
    private final Pipeline whole;

    ParsePipeline(Pipeline whole) {
        this.whole = whole;
    }

    @Override
    public void build(Ports ports) {
        StreamExecutionEnvironment environment = ports.environment();
        StreamExecutionEnvironment neverRun =
                StreamExecutionEnvironment.createLocalEnvironment(environment.getParallelism());
        whole.build(ports.in(neverRun));
        Set<Transformation<?>> operators = new LinkedHashSet<>();
        neverRun.getTransformations().forEach(end -> end.getTransitivePredecessors().stream()
                .filter(ParsePipeline::isEventTime)
                .forEach(operators::add));
        if (operators.isEmpty()) {
            throw new IllegalStateException("the job must have an EventTimeOperator");
        }
        for (Transformation<?> operator : operators) {
            // a filter is chained to such a source, a sink is not: nothing must be sent over the network
            new DataStream<>(environment, operator).filter(event -> false).sinkTo(new DiscardingSink<>());
        }
    }

    private static boolean isEventTime(Transformation<?> transformation) {
        return transformation instanceof OneInputTransformation<?, ?> one
                && one.getOperatorFactory() instanceof SimpleOperatorFactory<?> factory
                && factory.getOperator() instanceof EventTimeOperator;
    }
}
