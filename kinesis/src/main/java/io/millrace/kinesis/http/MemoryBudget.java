package io.millrace.kinesis.http;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The memory that requests and responses in progress may use together. One that does not fit waits for its turn, in
 * order of arrival.
 */
public final class MemoryBudget {
    private final long capacity;
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private long used;

    private record Waiting(Reservation reservation, Consumer<Reservation> granted) {}

    /** @param capacity in bytes */
    public MemoryBudget(long capacity) {
        this.capacity = capacity;
    }

    /** A part of the budget, until it is closed. */
    public final class Reservation implements AutoCloseable {
        private long bytes;

        private Reservation(long bytes) {
            this.bytes = bytes;
        }

        /** Gives back all but so many bytes. */
        public void shrinkTo(long needed) {
            give(this, Math.max(needed, 0));
        }

        @Override
        public void close() {
            give(this, 0);
        }
    }

    /**
     * Reserves a part. More than the whole budget counts as the whole budget, so that every request gets its turn.
     *
     * @param granted is called when the part is free, on any thread
     */
    public void reserve(long bytes, Consumer<Reservation> granted) {
        synchronized (this) {
            queue.add(new Waiting(new Reservation(Math.min(bytes, capacity)), granted));
        }
        grant();
    }

    /** Waits until a part is free, and reserves it. */
    public Reservation await(long bytes) {
        CompletableFuture<Reservation> granted = new CompletableFuture<>();
        reserve(bytes, granted::complete);
        return granted.join();
    }

    private void give(Reservation reservation, long kept) {
        synchronized (this) {
            long given = Math.max(0, reservation.bytes - kept);
            reservation.bytes -= given;
            used -= given;
        }
        grant();
    }

    private void grant() {
        for (Waiting next = next(); next != null; next = next()) {
            next.granted().accept(next.reservation());
        }
    }

    private synchronized @Nullable Waiting next() {
        Waiting first = queue.peek();
        if (first == null || used + first.reservation().bytes > capacity) {
            return null;
        }
        used += first.reservation().bytes;
        return queue.remove();
    }
}
