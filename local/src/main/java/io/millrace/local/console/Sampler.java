package io.millrace.local.console;

import static java.util.Objects.requireNonNull;

import io.millrace.console.report.ExplanationReport;
import io.millrace.console.report.SamplesReport;
import io.millrace.console.report.StageStatusReport;
import io.millrace.console.report.history.HistoryReport;
import io.millrace.local.observe.StageObserver;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Observes a stage again and again: every three seconds while a page is open, as Flink's own page does, and otherwise as often as the samples of the last
 * hour need it.
 */
final class Sampler implements AutoCloseable {
    private static final Duration WITH_READERS = Duration.ofSeconds(3);

    private final StageObserver observer;
    private final Consumer<StageStatusReport> listener;
    private final SampleRing ring = new SampleRing();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private volatile @Nullable StageStatusReport latest;
    private boolean asked;
    private boolean closed;

    /** @param listener receives each report */
    Sampler(StageObserver observer, Consumer<StageStatusReport> listener) {
        this.observer = requireNonNull(observer, "observer is null");
        this.listener = requireNonNull(listener, "listener is null");
    }

    /** @param pages how many pages are open */
    void start(IntSupplier pages) {
        Thread thread = new Thread(() -> run(pages), "console sampler");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(IntSupplier pages) {
        while (!isClosed()) {
            sample();
            await(pages.getAsInt() > 0 ? WITH_READERS : SampleRing.INTERVAL, () -> asked || closed);
        }
    }

    private void sample() {
        try {
            StageStatusReport stage = observer.observe();
            ring.add(stage);
            latest = stage;
            listener.accept(stage);
        } catch (RuntimeException e) {
            // the stage is being deleted, or starts; the next sample shows it
        }
        lock.lock();
        try {
            asked = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a condition, but no longer than some time. */
    private void await(Duration time, BooleanSupplier condition) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    return;
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** What was observed last; observes now if nothing was. */
    StageStatusReport latest() {
        StageStatusReport known = latest;
        return known != null ? known : observer.observe();
    }

    /** What was observed after a moment; after the timeout, what was observed last. */
    StageStatusReport latestAfter(long millis, Duration timeout) {
        await(timeout, () -> closed || latest().atMillis() > millis);
        return latest();
    }

    /** Observes soon, for a page that has just been opened. */
    void refresh() {
        lock.lock();
        try {
            asked = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    ExplanationReport explain() {
        return observer.explain();
    }

    HistoryReport history() {
        return observer.history();
    }

    SamplesReport samples() {
        return ring.report();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
