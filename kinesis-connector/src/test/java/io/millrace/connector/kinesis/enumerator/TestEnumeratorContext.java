package io.millrace.connector.kinesis.enumerator;

import io.millrace.connector.kinesis.split.KinesisShardSplit;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/**
 * A coordinator whose asynchronous calls run, and whose results arrive, when the test says so. Periodic calls begin each
 * time that it asks for them.
 */
public class TestEnumeratorContext implements SplitEnumeratorContext<KinesisShardSplit> {
    private final int parallelism;
    private final Map<Integer, ReaderInfo> readers = new HashMap<>();
    private final Queue<Runnable> calls = new ArrayDeque<>();
    private final Queue<Runnable> results = new ArrayDeque<>();
    private Runnable periodic = () -> {};

    public TestEnumeratorContext(int parallelism) {
        this.parallelism = parallelism;
    }

    public void register(int reader) {
        readers.put(reader, new ReaderInfo(reader, "here"));
    }

    public void unregister(int reader) {
        readers.remove(reader);
    }

    /** Runs the calls that wait. */
    public void runCalls() {
        runAll(calls);
    }

    /** Hands over the results of calls, which may be out of date by now. */
    public void handleResults() {
        runAll(results);
    }

    private static void runAll(Queue<Runnable> actions) {
        for (Runnable action = actions.poll(); action != null; action = actions.poll()) {
            action.run();
        }
    }

    /** Runs the periodic call. */
    public void runPeriodic() {
        periodic.run();
    }

    /** Called with each assignment. */
    protected void assigned(int reader, List<KinesisShardSplit> splits) {}

    /** Called with each event. */
    protected void sent(int reader, SourceEvent event) {}

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
        return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
    }

    @Override
    public void sendEventToSourceReader(int reader, SourceEvent event) {
        sent(reader, event);
    }

    @Override
    public int currentParallelism() {
        return parallelism;
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
        return readers;
    }

    @Override
    public void assignSplits(SplitsAssignment<KinesisShardSplit> assignment) {
        assignment.assignment().forEach(this::assigned);
    }

    @Override
    public void signalNoMoreSplits(int reader) {
        throw new AssertionError("a stream has no end");
    }

    @Override
    public <R> void callAsync(Callable<R> call, BiConsumer<R, Throwable> handler) {
        calls.add(() -> run(call, handler));
    }

    @Override
    public <R> void callAsync(Callable<R> call, BiConsumer<R, Throwable> handler, long delay, long period) {
        periodic = () -> run(call, handler);
    }

    private <R> void run(Callable<R> call, BiConsumer<R, Throwable> handler) {
        R result;
        try {
            result = call.call();
        } catch (Exception e) {
            results.add(() -> handler.accept(null, e));
            return;
        }
        results.add(() -> handler.accept(result, null));
    }

    @Override
    public void runInCoordinatorThread(Runnable action) {
        action.run();
    }
}
