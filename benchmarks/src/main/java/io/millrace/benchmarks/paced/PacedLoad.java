package io.millrace.benchmarks.paced;

import io.millrace.benchmarks.load.Feed;
import io.millrace.benchmarks.load.ShardShare;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends the events of feeds in real time, with a thread for each shard. Numbers continue from one load to the next, where the
 * stream that is ahead has ended.
 */
public final class PacedLoad {
    private static final long TICK_NANOS = 5_000_000;
    /** Bounds memory when the server is slower than the schedule. */
    private static final int BATCH = 20_000;

    private final Map<String, Feed> feeds;
    private final int shards;
    private final EventWriter writer;
    private final List<Shard> sent;
    private final int totalPerMilli;

    /** @param feeds by the names of streams, which all have so many shards */
    public PacedLoad(Map<String, Feed> feeds, int shards, EventWriter writer) {
        this.feeds = Map.copyOf(feeds);
        this.shards = shards;
        this.writer = writer;
        this.totalPerMilli =
                feeds.values().stream().mapToInt(Feed::eventsPerMilli).sum();
        this.sent = IntStream.range(0, shards)
                .mapToObj(number -> new Shard(new ShardShare(number, shards)))
                .toList();
    }

    /** Sends what must be processed before events. */
    public void prelude() {
        feeds.forEach((stream, feed) -> sent.forEach(shard -> {
            List<byte[]> batch = new ArrayList<>();
            for (long number = 0; number < feed.prelude(shard.share); number++) {
                batch.add(feed.prelude(number, shard.share, System.currentTimeMillis()));
                if (batch.size() == BATCH) {
                    writer.write(stream, shard.share.shard(), batch);
                    batch.clear();
                }
            }
            if (!batch.isEmpty()) {
                writer.write(stream, shard.share.shard(), batch);
            }
        }));
    }

    /** Sends so many events at once. */
    public void burst(int events) {
        long now = System.currentTimeMillis();
        for (Shard shard : sent) {
            feeds.forEach((stream, feed) -> {
                List<byte[]> batch = new ArrayList<>();
                long count = (long) events * feed.eventsPerMilli() / totalPerMilli / shards;
                for (long i = 0; i < count; i++) {
                    batch.add(feed.event(shard.take(stream), shard.share, now));
                }
                if (!batch.isEmpty()) {
                    writer.write(stream, shard.share.shard(), batch);
                }
            });
        }
    }

    /** Starts to send events at a rate, over all streams and shards. */
    public Running start(double eventsPerSecond) {
        Running running = new Running();
        long startMillis = System.currentTimeMillis();
        for (Shard shard : sent) {
            List<Stream> streams = new ArrayList<>();
            shard.bringIntoStep(feeds);
            feeds.forEach((name, feed) -> {
                if (feed.eventsPerMilli() > 0) {
                    double rate = eventsPerSecond * feed.eventsPerMilli() / totalPerMilli / shards;
                    streams.add(new Stream(name, feed, new PacedSchedule(startMillis, rate), shard.next(name)));
                }
            });
            running.begin(shard, streams);
        }
        return running;
    }

    /** A shard of all streams, and the number of its next event in each. */
    private static final class Shard {
        private final ShardShare share;
        private final ConcurrentHashMap<String, Long> next = new ConcurrentHashMap<>();

        Shard(ShardShare share) {
            this.share = share;
        }

        long next(String stream) {
            return next.getOrDefault(stream, 0L);
        }

        /**
         * Skips the events that a stream has had in the others' time but not sent: after a load that was too much, their
         * events would not belong together any more.
         */
        void bringIntoStep(Map<String, Feed> feeds) {
            long millis = feeds.entrySet().stream()
                    .filter(each -> each.getValue().eventsPerMilli() > 0)
                    .mapToLong(
                            each -> ceilDiv(next(each.getKey()), each.getValue().eventsPerMilli()))
                    .max()
                    .orElse(0);
            feeds.forEach((stream, feed) -> next.put(stream, millis * feed.eventsPerMilli()));
        }

        private static long ceilDiv(long events, int perMilli) {
            return (events + perMilli - 1) / perMilli;
        }

        long take(String stream) {
            return next.merge(stream, 1L, Long::sum) - 1;
        }
    }

    /** @param base the number of the event that is due first */
    private record Stream(String name, Feed feed, PacedSchedule schedule, long base) {}

    /** A load that is being sent. */
    public final class Running implements AutoCloseable {
        private final List<Thread> threads = new ArrayList<>();
        private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        private final AtomicLong events = new AtomicLong();
        private final AtomicLong mostBehindNanos = new AtomicLong();
        private volatile boolean ended;

        private Running() {}

        private void begin(Shard shard, List<Stream> streams) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            send(shard, streams);
                        } catch (RuntimeException e) {
                            failure.compareAndSet(null, e);
                        }
                    },
                    "paced-load-" + shard.share.shard());
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }

        private void send(Shard shard, List<Stream> streams) {
            long start = System.nanoTime();
            while (!ended) {
                boolean behind = false;
                for (Stream stream : streams) {
                    behind |= sendDue(shard, stream, start);
                }
                if (!behind) {
                    LockSupport.parkNanos(TICK_NANOS);
                }
            }
        }

        /** Whether more is due than was sent. */
        private boolean sendDue(Shard shard, Stream stream, long start) {
            long due = stream.base + stream.schedule.due(System.nanoTime() - start);
            long first = shard.next(stream.name);
            long end = Math.min(due, first + BATCH);
            if (first >= end) {
                return false;
            }
            List<byte[]> batch = new ArrayList<>((int) (end - first));
            for (long number = first; number < end; number++) {
                batch.add(stream.feed.event(
                        shard.take(stream.name), shard.share, stream.schedule.millis(number - stream.base)));
            }
            writer.write(stream.name, shard.share.shard(), batch);
            events.addAndGet(batch.size());
            long late = System.nanoTime() - start - stream.schedule.nanos(end - 1 - stream.base);
            mostBehindNanos.accumulateAndGet(late, Math::max);
            return end < due;
        }

        /** The number of events that the streams have. */
        public long events() {
            requireSending();
            return events.get();
        }

        /** Throws the exception with which sending has failed, if it has. */
        public void requireSending() {
            RuntimeException failed = failure.get();
            if (failed != null) {
                throw failed;
            }
        }

        /** How long after its time the latest event was sent. */
        public long mostBehindMillis() {
            return mostBehindNanos.get() / 1_000_000;
        }

        /** Ends the load. */
        @Override
        public void close() {
            ended = true;
            for (Thread thread : threads) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }
}
