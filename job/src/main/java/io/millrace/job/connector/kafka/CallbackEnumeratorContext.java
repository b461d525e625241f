package io.millrace.job.connector.kafka;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;

/** An enumerator's context with a callback after each of the enumerator's asynchronous steps. */
final class CallbackEnumeratorContext implements SplitEnumeratorContext<KafkaPartitionSplit> {
    private final SplitEnumeratorContext<KafkaPartitionSplit> context;
    private final Runnable afterStep;

    /** @param afterStep runs after each step, in the same thread */
    CallbackEnumeratorContext(SplitEnumeratorContext<KafkaPartitionSplit> context, Runnable afterStep) {
        this.context = context;
        this.afterStep = afterStep;
    }

    private <T> BiConsumer<T, Throwable> withCallback(BiConsumer<T, Throwable> step) {
        return (result, failure) -> {
            step.accept(result, failure);
            afterStep.run();
        };
    }

    @Override
    public <T> void callAsync(Callable<T> call, BiConsumer<T, Throwable> step) {
        context.callAsync(call, withCallback(step));
    }

    @Override
    public <T> void callAsync(Callable<T> call, BiConsumer<T, Throwable> step, long delayMillis, long everyMillis) {
        context.callAsync(call, withCallback(step), delayMillis, everyMillis);
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
        return context.metricGroup();
    }

    @Override
    public void sendEventToSourceReader(int subtask, SourceEvent event) {
        context.sendEventToSourceReader(subtask, event);
    }

    @Override
    public int currentParallelism() {
        return context.currentParallelism();
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
        return context.registeredReaders();
    }

    @Override
    public void assignSplits(SplitsAssignment<KafkaPartitionSplit> assignment) {
        context.assignSplits(assignment);
    }

    @Override
    public void signalNoMoreSplits(int subtask) {
        context.signalNoMoreSplits(subtask);
    }

    @Override
    public void runInCoordinatorThread(Runnable step) {
        context.runInCoordinatorThread(step);
    }
}
