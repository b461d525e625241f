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

/** A job's graph cut off behind its {@link EventTimeOperator}s: source, parsing, event time, and nothing else. */
final class ParsePipeline implements Pipeline {
    private final Pipeline whole;

    ParsePipeline(Pipeline whole) {
        this.whole = whole;
    }

    @Override
    public void build(Ports ports) {
        StreamExecutionEnvironment environment = ports.environment();
        environment.getConfig().enableObjectReuse();
        StreamExecutionEnvironment neverRun =
                StreamExecutionEnvironment.createLocalEnvironment(environment.getParallelism());
        whole.build(ports.in(neverRun));
        Set<Transformation<?>> clocks = new LinkedHashSet<>();
        neverRun.getTransformations().forEach(end -> end.getTransitivePredecessors().stream()
                .filter(ParsePipeline::isClock)
                .forEach(clocks::add));
        if (clocks.isEmpty()) {
            throw new IllegalStateException("the job has no event clock to cut behind");
        }
        for (Transformation<?> clock : clocks) {
            // a sink is not chained to such a source, a filter is: nothing may be sent on
            new DataStream<>(environment, clock).filter(event -> false).sinkTo(new DiscardingSink<>());
        }
    }

    private static boolean isClock(Transformation<?> transformation) {
        return transformation instanceof OneInputTransformation<?, ?> one
                && one.getOperatorFactory() instanceof SimpleOperatorFactory<?> factory
                && factory.getOperator() instanceof EventTimeOperator;
    }
}
