package io.millrace.job.time;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.record.RejectedException;
import io.millrace.job.record.RejectedRecord;
import io.millrace.job.record.Rejection;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.state.TestHarnesses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/**
 * A source that starts again at any record before the restored state, with or without the ends of shards, repeats and loses
 * nothing: also if it is interrupted meanwhile, at another parallelism, and where sequence numbers repeat.
 */
class EventTimeOperatorReplayTest {
    private static final int MAX_PARALLELISM = 8;
    private static final EventTimeSettings SETTINGS =
            new EventTimeSettings(Duration.ofMillis(20), Duration.ofMillis(300), Duration.ofMillis(5), Duration.ZERO);

    /** Events are texts {@code <time>#<id>}. */
    private static final class Texts implements EventReader<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String read(SourceRecord record) throws RejectedException {
            String text = new String(record.data, UTF_8);
            if (text.startsWith("#")) {
                throw new RejectedException(Rejection.WRONG_SHAPE, text);
            }
            return text;
        }

        @Override
        public long time(String event) {
            return Long.parseLong(event.substring(0, event.indexOf('#')));
        }

        @Override
        public long deadline(String event) {
            return time(event);
        }

        @Override
        public String lateness(String event) {
            return event;
        }
    }

    /** A shard, and how far it has been read. */
    private static final class Shard {
        private final String name;
        private final List<SourceRecord> records = new ArrayList<>();
        private int next;
        /** By the source, since it started without state. */
        private boolean opened;

        private Shard(String name, Random random) {
            this.name = name;
            long arrival = 1_000 + random.nextInt(100);
            long sequence = 90 + random.nextInt(9);
            for (int i = random.nextInt(12); i > 0; i--) {
                arrival += random.nextInt(200);
                sequence += 1 + random.nextInt(20);
                for (int j = random.nextInt(3) == 0 ? 4 : 1; j > 0; j--) {
                    String time = random.nextInt(10) == 0 ? "" : Long.toString(arrival - random.nextInt(60));
                    records.add(SourceRecord.data(
                            "s", name, Long.toString(sequence), "key", arrival, text(time, records.size())));
                }
            }
        }

        private byte[] text(String time, int index) {
            return (time + "#" + name + "/" + index).getBytes(UTF_8);
        }

        /** The first record at an index or before that a source can start with. */
        private int startBefore(int index) {
            int start = index;
            while (start > 0 && start < records.size() && sequenceNumber(start).equals(sequenceNumber(start - 1))) {
                start--;
            }
            return start;
        }

        private String sequenceNumber(int index) {
            return String.valueOf(records.get(index).sequenceNumber);
        }
    }

    private final Map<String, List<String>> outcome = new HashMap<>();
    private List<OneInputStreamOperatorTestHarness<SourceRecord, String>> subtasks = List.of();
    private long checkpoint;

    @Property(tries = 100)
    void recordsThatWereReadBeforeArePassedOver(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        List<Shard> shards = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            shards.add(new Shard("shard-" + i, random));
        }
        outcome.clear();
        start(1, null);
        open(shards);
        readAll(shards, random);
        stop();
        Map<String, List<String>> undisturbed = new HashMap<>(outcome);
        outcome.clear();
        shards.forEach(shard -> shard.next = 0);

        start(1 + random.nextInt(2), null);
        open(shards);
        readSome(shards, random);
        for (int restarts = random.nextInt(4); restarts >= 0; restarts--) {
            restart(1 + random.nextInt(3));
            reopen(shards, random, random.nextInt(3) > 0);
            readSome(shards, random);
        }
        readAll(shards, random);
        stop();

        assertThat(outcome).isEqualTo(undisturbed);
    }

    private void start(int parallelism, @Nullable OperatorSubtaskState state) throws Exception {
        List<OneInputStreamOperatorTestHarness<SourceRecord, String>> started = new ArrayList<>();
        for (int i = 0; i < parallelism; i++) {
            OneInputStreamOperatorTestHarness<SourceRecord, String> subtask = new OneInputStreamOperatorTestHarness<>(
                    new EventTimeOperator<>(new Texts(), SETTINGS), MAX_PARALLELISM, parallelism, i);
            started.add(TestHarnesses.open(subtask, state, subtasks.size()));
        }
        subtasks = started;
    }

    private void restart(int parallelism) throws Exception {
        checkpoint++;
        OperatorSubtaskState[] states = new OperatorSubtaskState[subtasks.size()];
        for (int i = 0; i < states.length; i++) {
            states[i] = subtasks.get(i).snapshot(checkpoint, checkpoint);
        }
        stop();
        start(parallelism, AbstractStreamOperatorTestHarness.repackageState(states));
    }

    private void stop() throws Exception {
        for (OneInputStreamOperatorTestHarness<SourceRecord, String> subtask : subtasks) {
            subtask.getOutput()
                    .forEach(element -> collect(
                            "emitted", ((StreamRecord<?>) element).getValue().toString()));
            Queue<StreamRecord<RejectedRecord>> rejected = subtask.getSideOutput(RejectedRecord.TAG);
            if (rejected != null) {
                rejected.forEach(record -> collect("rejected", record.getValue().reason));
            }
            subtask.close();
        }
    }

    /** In the order of each shard. */
    private void collect(String how, String text) {
        String shard = text.substring(text.indexOf('#'), text.lastIndexOf('/'));
        outcome.computeIfAbsent(how + shard, unknown -> new ArrayList<>()).add(text);
    }

    /** Opens shards as the source of Flink 1 does: all, and without saying where it starts. */
    private void open(List<Shard> shards) throws Exception {
        for (Shard shard : shards) {
            emit(shard, SourceRecord.shardOpened("s", shard.name));
            shard.opened = true;
        }
        listed();
    }

    /**
     * Opens shards after a restart. Some are left for a later one, as if they waited for their parents.
     *
     * @param again whether the source starts without its state, anywhere before what has been read
     */
    private void reopen(List<Shard> shards, Random random, boolean again) throws Exception {
        for (Shard shard : shards) {
            shard.opened &= !again;
            if (shard.opened) {
                emit(shard, SourceRecord.shardOpened("s", shard.name));
            } else if (random.nextInt(4) > 0) {
                begin(shard, random);
            }
        }
        listed();
    }

    private void begin(Shard shard, Random random) throws Exception {
        shard.next = shard.startBefore(random.nextInt(shard.next + 1));
        shard.opened = true;
        emit(
                shard,
                SourceRecord.shardOpened("s", shard.name, SourceRecord.Start.TRIM_HORIZON, SourceRecord.NO_ARRIVAL));
    }

    private void listed() throws Exception {
        for (OneInputStreamOperatorTestHarness<SourceRecord, String> subtask : subtasks) {
            subtask.processElement(new StreamRecord<>(SourceRecord.shardsListed()));
        }
    }

    /** Reads some more records of each shard that is open. */
    private void readSome(List<Shard> shards, Random random) throws Exception {
        for (Shard shard : shards) {
            if (shard.opened) {
                read(shard, Math.min(shard.records.size(), shard.next + random.nextInt(12)));
                if (shard.next == shard.records.size() && random.nextInt(3) == 0) {
                    emit(shard, SourceRecord.shardClosed("s", shard.name));
                }
            }
        }
    }

    /** Reads all records, also of the shards that wait. */
    private void readAll(List<Shard> shards, Random random) throws Exception {
        for (Shard shard : shards) {
            if (!shard.opened) {
                begin(shard, random);
            }
            read(shard, shard.records.size());
        }
    }

    private void read(Shard shard, int end) throws Exception {
        while (shard.next < end) {
            emit(shard, shard.records.get(shard.next));
            shard.next++;
        }
    }

    private void emit(Shard shard, SourceRecord record) throws Exception {
        subtasks.get(Math.floorMod(shard.name.hashCode() + checkpoint, subtasks.size()))
                .processElement(new StreamRecord<>(record));
    }
}
