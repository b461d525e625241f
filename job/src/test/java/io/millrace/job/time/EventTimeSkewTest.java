package io.millrace.job.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.preaggregate.PreAggregate;
import io.millrace.job.record.RejectedRecord;
import io.millrace.job.record.SourceRecord;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/**
 * United streams of a job under a clock of the test's: shards are read at different speeds, some have their first event
 * late or never, and some are split. No event is late for the operator behind the shuffle, and as soon as every shard has
 * had an event, watermarks wait for nothing but the rule of the slowest shard.
 */
class EventTimeSkewTest {
    private static final int TICK = 100;
    private static final int OUT_OF_ORDERNESS = 200;
    private static final int READ_SKEW = 2_000;
    /** With a tick before the records are read, and one before a watermark is emitted. */
    private static final int SLOWEST_READ = READ_SKEW - 3 * TICK;

    /**
     * Children that the subtask of their parent reads may be found any time later: meanwhile the parent holds event time back, if
     * it has had an event.
     */
    private static final int SLOW_DISCOVERY = 5_000;

    private static final int DISCOVERY = 500;
    private static final int SLOWEST_ANSWER = 400;
    private static final int END = 15_000;
    private static final int SETTLED = 4_000;
    private static final int SLICE = 1_000;

    private static final EventTimeSettings SETTINGS = new EventTimeSettings(
            Duration.ofMillis(OUT_OF_ORDERNESS),
            Duration.ofMillis(1_000),
            Duration.ofMillis(50),
            Duration.ofMillis(READ_SKEW));

    /** Events are numbers, which are both their time and their deadline. */
    private static final class Numbers implements EventReader<Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long read(SourceRecord record) {
            return ByteBuffer.wrap(record.data).getLong();
        }

        @Override
        public long time(Long event) {
            return event;
        }

        @Override
        public long deadline(Long event) {
            return event;
        }

        @Override
        public String lateness(Long event) {
            return "late: " + event;
        }
    }

    /** A shard with events up to its end, read with a delay. */
    private static final class Shard {
        private final String name;
        private final @Nullable Shard parent;
        private final int subtask;
        private final int opensAt;
        private final int endsAt;
        private final int lag;
        private final List<int[]> events = new ArrayList<>();
        private final ShardTime time;
        private long readUntil = EventReader.NO_TIME;
        private int next;
        private boolean opened;
        private int closesAt = Integer.MAX_VALUE;
        private boolean ended;
        private boolean closed;

        /** @param firstEvent when it happens; none if that is after the end */
        private Shard(
                String name,
                @Nullable Shard parent,
                int subtask,
                int opensAt,
                int firstEvent,
                int endsAt,
                int lag,
                Random random) {
            this.name = name;
            this.parent = parent;
            this.subtask = subtask;
            this.opensAt = opensAt;
            this.endsAt = endsAt;
            this.lag = lag;
            this.time = new ShardTime(name);
            int newest = 0;
            for (int arrival = firstEvent; arrival < endsAt; arrival += 1 + random.nextInt(300)) {
                int happened = Math.max(arrival - random.nextInt(OUT_OF_ORDERNESS), newest - OUT_OF_ORDERNESS);
                newest = Math.max(newest, happened);
                events.add(new int[] {happened, arrival});
            }
        }

        /** A shard whose events are as old as its source is slow when they arrive. */
        private static Shard ofSlowSource(String name, int subtask, int slow, int firstEvent, int interval, int end) {
            Shard shard = new Shard(name, null, subtask, 0, Integer.MAX_VALUE, Integer.MAX_VALUE, TICK, new Random(7));
            for (int arrival = firstEvent; arrival < end; arrival += interval) {
                shard.events.add(new int[] {arrival - slow, arrival});
            }
            return shard;
        }

        private SourceRecord record(int index) {
            byte[] data = ByteBuffer.allocate(Long.BYTES)
                    .putLong(events.get(index)[0])
                    .array();
            return SourceRecord.data("s", name, Integer.toString(index), "key", events.get(index)[1], data);
        }
    }

    /** One subtask of one stream, and its channel to the operator behind the shuffle. */
    private static final class Subtask {
        private final OneInputStreamOperatorTestHarness<SourceRecord, Long> harness;
        private final HeldExecutor thread;
        /** Chained to it, as in a rollup. */
        private @Nullable OneInputStreamOperatorTestHarness<Long, Tuple2<Long, Long>> partials;

        private int answersAt;
        private boolean idle;
        private boolean aligned = true;
        private long watermark = Long.MIN_VALUE;

        private Subtask(OneInputStreamOperatorTestHarness<SourceRecord, Long> harness, HeldExecutor thread) {
            this.harness = harness;
            this.thread = thread;
        }

        private void aggregate() throws Exception {
            partials = new OneInputStreamOperatorTestHarness<>(
                    new PreAggregate<>(time -> 0L, new Count(), Duration.ofMillis(SLICE)));
            partials.open();
        }

        /** What it has sent to the operator behind the shuffle since the last call. */
        private List<Object> sent() throws Exception {
            List<Object> news = drain(harness.getOutput());
            if (partials == null) {
                return news;
            }
            for (Object element : news) {
                if (element instanceof StreamRecord) {
                    StreamRecord<?> event = (StreamRecord<?>) element;
                    partials.processElement((Long) event.getValue(), event.getTimestamp());
                } else if (element instanceof Watermark) {
                    partials.processWatermark((Watermark) element);
                } else {
                    partials.processWatermarkStatus((WatermarkStatus) element);
                }
            }
            return drain(partials.getOutput());
        }

        private static List<Object> drain(Queue<Object> output) {
            List<Object> news = List.copyOf(output);
            output.clear();
            return news;
        }
    }

    private static final class Count implements AggregateFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Long event, Long count) {
            return count + 1;
        }

        @Override
        public Long merge(Long left, Long right) {
            return left + right;
        }

        @Override
        public Long getResult(Long count) {
            return count;
        }
    }

    private final List<Shard> shards = new ArrayList<>();
    private final List<Subtask> subtasks = new ArrayList<>();
    private final List<Long> late = new ArrayList<>();
    private long combined;

    private static HeldExecutor connecting;
    private static Exchanges exchanges;

    /** The job master's part. */
    private static final class Exchanges {
        private final EmptyShardAggregate aggregate;
        private Map<String, long[][]> known;

        private Exchanges(int operators) {
            this.aggregate = new EmptyShardAggregate(operators);
            this.known = aggregate.createAccumulator();
        }

        private long[] answer(String[] report) {
            known = aggregate.add(report, known);
            return aggregate.getResult(known);
        }
    }

    /** Always the same cases: one of some thousand has a late event, as decision 36 says. */
    @Property(tries = 150, seed = "7")
    void noEventIsLateAndNothingWaitsLongerThanItMust(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        clear();
        int streams = 1 + random.nextInt(2);
        int parallelism = 1 + random.nextInt(3);
        start(streams, parallelism);
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            add(random);
        }
        long settledAt = Long.MAX_VALUE;
        for (int now = TICK; now <= END; now += TICK) {
            tick(now, random);
            settledAt = isSettled(now) ? Math.min(settledAt, now) : Long.MAX_VALUE;
            if (settledAt != Long.MAX_VALUE && now >= settledAt + SETTLED) {
                assertThat(combined).isGreaterThanOrEqualTo(rule());
            }
        }
        for (Subtask subtask : subtasks) {
            assertThat(subtask.harness.getSideOutput(RejectedRecord.TAG)).isNullOrEmpty();
            subtask.harness.close();
        }
        assertThat(late).isEmpty();
    }

    @Provide
    Arbitrary<Integer> slowness() {
        return Arbitraries.of(500, 3_000, 5_000, 10_000, 180_000);
    }

    @Provide
    Arbitrary<Integer> intervals() {
        return Arbitraries.of(50, 300, 4_000);
    }

    /**
     * The source is slower by the same time all along, and its first event comes after the others': what was passed without it is
     * late, and nothing after that.
     */
    @Property(tries = 60, seed = "7")
    void sourceThatIsSlowerAllAlongIsWaitedForAfterItsFirstEvent(
            @ForAll("slowness") int slow,
            @ForAll("intervals") int interval,
            @ForAll("intervals") int slowInterval,
            @ForAll boolean isOneStream,
            @ForAll boolean isAggregated,
            @ForAll long seed)
            throws Exception {
        Random random = new Random(seed);
        clear();
        start(isOneStream ? 1 : 2, isOneStream ? 2 : 1);
        if (isAggregated) {
            for (Subtask subtask : subtasks) {
                subtask.aggregate();
            }
        }
        int first = slow + 5_000 + random.nextInt(5_000);
        int end = first + 2 * slow + 20_000;
        shards.add(Shard.ofSlowSource("prompt", 0, 0, slow + random.nextInt(2_000), interval, end));
        shards.add(Shard.ofSlowSource("slow", 1, slow, first, slowInterval, end));
        int caughtUp = first + slow + slowInterval;
        for (int now = TICK; now <= end; now += TICK) {
            tick(now, random);
            if (now <= caughtUp) {
                late.clear();
            }
        }

        assertThat(late).isEmpty();
        assertThat(combined).isGreaterThanOrEqualTo(rule() - TICK);
        for (Subtask subtask : subtasks) {
            subtask.harness.close();
        }
    }

    private void clear() {
        combined = Long.MIN_VALUE;
        shards.clear();
        subtasks.clear();
        late.clear();
    }

    private void tick(int now, Random random) throws Exception {
        for (Shard shard : List.copyOf(shards)) {
            read(shard, now);
        }
        for (Subtask subtask : subtasks) {
            if (now >= subtask.answersAt) {
                subtask.thread.runAll();
                subtask.answersAt = now + random.nextInt(SLOWEST_ANSWER);
            }
            subtask.harness.setProcessingTime(now);
        }
        for (Subtask subtask : subtasks) {
            transmit(subtask);
        }
    }

    private void start(int streams, int parallelism) throws Exception {
        exchanges = new Exchanges(streams);
        for (int stream = 0; stream < streams; stream++) {
            for (int i = 0; i < parallelism; i++) {
                String operator = "stream-" + stream;
                int subtask = i;
                HeldExecutor thread = new HeldExecutor();
                connecting = thread;
                OneInputStreamOperatorTestHarness<SourceRecord, Long> harness = new OneInputStreamOperatorTestHarness<>(
                        new EventTimeOperator<>(
                                new Numbers(),
                                SETTINGS,
                                (context, id) -> new EmptyShardReports(
                                        (report, isFirst) -> exchanges.answer(EmptyShardAggregate.report(
                                                operator, subtask, parallelism, report, isFirst)),
                                        connecting)),
                        parallelism,
                        parallelism,
                        i);
                harness.getExecutionConfig().setAutoWatermarkInterval(TICK);
                harness.open();
                harness.processElement(new StreamRecord<>(SourceRecord.shardsListed()));
                subtasks.add(new Subtask(harness, thread));
            }
        }
    }

    private void add(Random random) {
        int subtask = random.nextInt(subtasks.size());
        boolean splits = random.nextInt(3) == 0;
        boolean remote = random.nextBoolean();
        int lag = random.nextInt(splits ? SLOWEST_READ - DISCOVERY - TICK : SLOWEST_READ);
        int first = random.nextInt(4) == 0 ? random.nextInt(2 * END) : random.nextInt(1_000);
        int end = splits ? 2_000 + random.nextInt(6_000) : 2 * END;
        Shard shard = new Shard("shard-" + shards.size(), null, subtask, 0, first, end, lag, random);
        shards.add(shard);
        int foundTogether = end + lag + TICK + random.nextInt(shard.events.isEmpty() ? DISCOVERY : SLOW_DISCOVERY);
        for (int child = 0; splits && child < 2; child++) {
            int firstEvent = end + (random.nextInt(4) == 0 ? random.nextInt(END) : random.nextInt(500));
            int reader = remote ? random.nextInt(subtasks.size()) : subtask;
            int found = remote ? end + lag + TICK + random.nextInt(DISCOVERY) : foundTogether;
            shard.closesAt = Math.min(shard.closesAt, found);
            shards.add(new Shard(shard.name + "-" + child, shard, reader, found, firstEvent, 2 * END, lag, random));
        }
    }

    private void read(Shard shard, int now) throws Exception {
        if (shard.closed || now < shard.opensAt) {
            return;
        }
        if (!shard.opened) {
            shard.opened = true;
            if (shard.parent == null) {
                emit(shard, SourceRecord.shardOpened("s", shard.name));
            } else {
                emit(shard, SourceRecord.shardOpened("s", shard.name, shard.parent.name));
                if (shard.subtask == shard.parent.subtask) {
                    shard.time.continueFrom(shard.parent.time);
                }
                if (!shard.parent.closed) {
                    shard.parent.closed = true;
                    emit(shard.parent, SourceRecord.shardClosed("s", shard.parent.name));
                }
            }
        }
        int until = now - shard.lag;
        while (shard.next < shard.events.size() && shard.events.get(shard.next)[1] < until) {
            int[] event = shard.events.get(shard.next);
            emit(shard, shard.record(shard.next));
            shard.time.advance(event[0], event[1], true, SETTINGS);
            shard.next++;
        }
        if (until >= shard.endsAt) {
            if (!shard.ended) {
                shard.ended = true;
                emit(shard, SourceRecord.shardEnded("s", shard.name));
            }
        } else if (until > 0) {
            shard.readUntil = until;
            emit(shard, SourceRecord.shardRead("s", shard.name, until));
        }
    }

    private void emit(Shard shard, SourceRecord record) throws Exception {
        subtasks.get(shard.subtask).harness.processElement(new StreamRecord<>(record));
        transmit(subtasks.get(shard.subtask));
    }

    /** As Flink combines the watermarks of channels: one that was idle counts again when it has caught up. */
    private void transmit(Subtask subtask) throws Exception {
        for (Object element : subtask.sent()) {
            if (element instanceof StreamRecord) {
                long time = ((StreamRecord<?>) element).getTimestamp();
                if (time <= combined) {
                    late.add(time);
                }
            } else if (element instanceof Watermark) {
                subtask.watermark = ((Watermark) element).getTimestamp();
            } else {
                subtask.idle = element.equals(WatermarkStatus.IDLE);
            }
            if (subtask.idle) {
                subtask.aligned = false;
            } else if (subtask.watermark >= combined) {
                subtask.aligned = true;
            }
            combine();
        }
    }

    private void combine() {
        subtasks.stream()
                .filter(each -> each.aligned)
                .mapToLong(each -> each.watermark)
                .min()
                .ifPresent(least -> combined = Math.max(combined, least));
    }

    /** Whether every shard has had an event, and none has ended or is about to be found. */
    private boolean isSettled(int now) {
        return shards.stream()
                .allMatch(shard ->
                        shard.closed ? now > shard.closesAt + READ_SKEW : shard.opened && shard.time.isKnown());
    }

    /** The watermark that the slowest shard allows. */
    private long rule() {
        return shards.stream()
                .filter(shard -> !shard.closed)
                .mapToLong(shard -> shard.time.watermark(shard.readUntil - SETTINGS.clockSkewMillis(), SETTINGS))
                .min()
                .orElseThrow();
    }
}
