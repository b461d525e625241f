package io.millrace.connector.kinesis.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.kinesis.client.FakeKinesis;
import io.millrace.connector.kinesis.enumerator.KinesisEnumerator;
import io.millrace.connector.kinesis.enumerator.TestEnumeratorContext;
import io.millrace.connector.kinesis.reader.ModelReader.Assignment;
import io.millrace.connector.kinesis.reader.ModelReader.Barrier;
import io.millrace.connector.kinesis.reader.ModelReader.Completed;
import io.millrace.connector.kinesis.reader.ModelReader.Registration;
import io.millrace.connector.kinesis.reader.ModelStream.ModelShard;
import io.millrace.connector.kinesis.split.ChildrenOpened;
import io.millrace.connector.kinesis.split.FinishedShard;
import io.millrace.connector.kinesis.split.KinesisEnumeratorState;
import io.millrace.connector.kinesis.split.KinesisShardSplit;
import io.millrace.connector.kinesis.split.ListedShard;
import io.millrace.connector.kinesis.split.ShardPosition;
import io.millrace.connector.kinesis.split.ShardsFinished;
import io.millrace.connector.kinesis.split.ShardsOpened;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.connector.source.SourceEvent;
import org.jspecify.annotations.Nullable;

/**
 * The enumerator and its readers, in random orders of reading, resharding, checkpoints, delays and restores: a shard is read
 * after its parents, by one reader, and every record is read once. Among the faults of other connectors that this would
 * show is FLINK-37627: records of shards that end around a checkpoint are lost by its restore.
 */
class ShardProtocolTest {
    @Property(tries = 400)
    void everyRecordIsReadOnceAndParentsBeforeChildren(@ForAll Random random) {
        new Simulation(random).run();
    }

    /** One run. */
    private static final class Simulation {
        private static final int STEPS = 250;

        private final Random random;
        private final ModelStream stream;
        /** By shard: how many records have been emitted, in the history that has not been rolled back. */
        private final Map<String, Integer> emitted = new HashMap<>();

        private final Map<Integer, ModelReader> readers = new HashMap<>();
        private TestEnumeratorContext context;
        private KinesisEnumerator enumerator;
        private long checkpoint;
        private @Nullable Checkpoint pending;
        private Checkpoint last;
        /** Whether a reader has failed without the others. */
        private boolean failedAlone;

        /** What is restored. */
        private static final class Checkpoint {
            private final long id;
            private final KinesisEnumeratorState enumerator;
            private final Map<Integer, List<KinesisShardSplit>> readers = new HashMap<>();
            private final Map<Integer, List<Object>> sentBefore = new HashMap<>();
            /** Assignments after this checkpoint, which a reader that fails alone gives back. */
            private final Map<Integer, List<KinesisShardSplit>> assignedAfter = new HashMap<>();

            private Checkpoint(long id, KinesisEnumeratorState enumerator) {
                this.id = id;
                this.enumerator = enumerator;
            }
        }

        Simulation(Random random) {
            this.random = random;
            this.stream = new ModelStream(1 + random.nextInt(3));
            this.last = new Checkpoint(0, KinesisEnumeratorState.empty(FakeKinesis.STREAM));
            restoreAll();
        }

        void run() {
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            for (int i = 0; i < STEPS && !isAllRead(); i++) {
                context.runPeriodic();
                context.runCalls();
                context.handleResults();
                readers.values().forEach(reader -> {
                    while (!reader.outbox.isEmpty()) {
                        deliverToEnumerator(reader);
                    }
                });
                completeIfAcknowledged();
                readers.values().forEach(reader -> {
                    while (!reader.inbox.isEmpty()) {
                        deliverToReader(reader);
                    }
                    List.copyOf(reader.reading.keySet()).forEach(id -> read(reader, id));
                });
            }
            assertThat(emitted)
                    .isEqualTo(
                            stream.shards().stream().collect(Collectors.toMap(shard -> shard.id, ModelShard::records)));
            assertThat(readers.values()).as("no shard stays unclosed").allMatch(reader -> reader.unclosed.isEmpty());
        }

        private boolean isAllRead() {
            return stream.shards().stream().allMatch(shard -> emitted.getOrDefault(shard.id, -1) == shard.records())
                    && readers.values().stream().allMatch(reader -> reader.unclosed.isEmpty());
        }

        private void step() {
            ModelReader reader = readers.get(random.nextInt(readers.size()));
            switch (random.nextInt(32)) {
                case 0 -> stream.split(random);
                case 1 -> stream.merge(random);
                case 2, 3 -> context.runPeriodic();
                case 4 -> context.runCalls();
                case 5, 6 -> context.handleResults();
                case 7, 8 -> beginCheckpoint();
                case 9 -> {
                    if (random.nextInt(3) == 0) {
                        restoreAll();
                    }
                }
                case 10 -> {
                    if (random.nextInt(3) == 0) {
                        restoreOne(reader);
                    }
                }
                case 11, 12, 13, 14 -> stream.put(random);
                case 15, 16, 17, 18, 19 -> deliverToEnumerator(reader);
                case 20, 21, 22, 23, 24 -> deliverToReader(reader);
                case 25, 26 -> completeIfAcknowledged();
                default ->
                    reader.reading.keySet().stream()
                            .skip(random.nextInt(Math.max(1, reader.reading.size())))
                            .findFirst()
                            .ifPresent(id -> read(reader, id));
            }
        }

        private void read(ModelReader reader, String id) {
            KinesisShardSplit split = reader.reading.get(id);
            ModelShard shard = stream.shard(id);
            int offset = ModelReader.offset(split);
            assertThat(emitted.getOrDefault(id, 0)).as("emitted of %s", id).isEqualTo(offset);
            int next = Math.min(shard.records(), offset + 1 + random.nextInt(4));
            emitted.put(id, next);
            if (next == shard.records() && !shard.isOpen()) {
                reader.reading.remove(id);
                reader.finished.add(split.at(ShardPosition.END));
                reader.unclosed.add(id);
                List<ListedShard> children = stream.children(shard).stream()
                        .map(child -> new ListedShard(
                                child.id,
                                child.parents.stream().map(parent -> parent.id).collect(Collectors.toSet()),
                                BigInteger.ZERO,
                                BigInteger.ONE,
                                ListedShard.Status.OPEN))
                        .toList();
                reader.send(new ShardsFinished(
                        List.of(new FinishedShard(id, random.nextBoolean() ? children : List.of()))));
            } else if (next > 0) {
                reader.reading.put(id, split.at(ShardPosition.after(Integer.toString(next))));
            }
        }

        private void beginCheckpoint() {
            if (pending != null || readers.values().stream().anyMatch(reader -> reader.outbox.contains(REGISTRATION))) {
                return;
            }
            checkpoint++;
            pending = new Checkpoint(checkpoint, enumerator.snapshotState(checkpoint));
            readers.values().forEach(reader -> reader.inbox.add(new Barrier(checkpoint)));
        }

        private static final Registration REGISTRATION = new Registration();

        private void deliverToReader(ModelReader reader) {
            Object message = reader.inbox.poll();
            if (message instanceof Assignment assignment) {
                assignment.shards().forEach(split -> take(reader, split));
                assignment.shards().forEach(split -> open(reader, split));
            } else if (message instanceof ChildrenOpened opened) {
                reader.finished.childrenOpened(opened.shardId());
                closeShards(reader);
            } else if (message instanceof Barrier barrier && pending != null && pending.id == barrier.checkpoint()) {
                pending.readers.put(reader.subtask, reader.snapshot(barrier.checkpoint()));
                pending.sentBefore.put(reader.subtask, List.copyOf(reader.outbox));
            } else if (message instanceof Completed completed) {
                reader.finished.completed(completed.checkpoint());
            }
        }

        private void take(ModelReader reader, KinesisShardSplit split) {
            assertThat(readers.values())
                    .as("readers of %s", split.shardId())
                    .noneMatch(other -> other.reading.containsKey(split.shardId()));
            reader.reading.put(split.shardId(), split);
            emitted.putIfAbsent(split.shardId(), 0);
        }

        private void open(ModelReader reader, KinesisShardSplit split) {
            reader.finished.opened(split).forEach(parent -> close(reader, parent));
            reader.send(new ShardsOpened(Set.of(split.shardId())));
        }

        private void closeShards(ModelReader reader) {
            for (String id = reader.finished.pollClosed(); id != null; id = reader.finished.pollClosed()) {
                close(reader, id);
            }
        }

        private void close(ModelReader reader, String id) {
            assertThat(reader.unclosed.remove(id)).as("%s is closed once", id).isTrue();
            // another reader that has failed since gets the child again
            assertThat(failedAlone || stream.children(stream.shard(id)).stream().allMatch(this::isOpen))
                    .as("%s is closed before its children are open", id)
                    .isTrue();
        }

        private boolean isOpen(ModelShard child) {
            return emitted.containsKey(child.id);
        }

        private void checkParents(KinesisShardSplit split) {
            for (ModelShard parent : stream.shard(split.shardId()).parents) {
                assertThat(parent.isOpen()).isFalse();
                assertThat(emitted.getOrDefault(parent.id, -1))
                        .as("%s is read before its parent %s has been", split.shardId(), parent.id)
                        .isEqualTo(parent.records());
            }
        }

        private void deliverToEnumerator(ModelReader reader) {
            Object message = reader.outbox.poll();
            if (message instanceof SourceEvent event) {
                enumerator.handleSourceEvent(reader.subtask, event);
            } else if (message instanceof Registration) {
                context.register(reader.subtask);
                enumerator.addReader(reader.subtask);
            }
        }

        /** A checkpoint completes when all readers have made theirs. What they sent before has arrived by then. */
        private void completeIfAcknowledged() {
            if (pending == null || pending.readers.size() < readers.size()) {
                return;
            }
            for (ModelReader reader : readers.values()) {
                List<Object> before = pending.sentBefore.getOrDefault(reader.subtask, List.of());
                while (!reader.outbox.isEmpty() && before.contains(reader.outbox.peek())) {
                    deliverToEnumerator(reader);
                }
            }
            last = pending;
            pending = null;
            if (random.nextInt(4) > 0) {
                readers.values().forEach(reader -> reader.inbox.add(new Completed(last.id)));
            }
        }

        /** The whole job starts again, at any parallelism. */
        private void restoreAll() {
            pending = null;
            int parallelism = 1 + random.nextInt(3);
            List<List<KinesisShardSplit>> states = new ArrayList<>();
            for (int i = 0; i < parallelism; i++) {
                states.add(new ArrayList<>());
            }
            emitted.clear();
            int next = 0;
            for (List<KinesisShardSplit> state : last.readers.values()) {
                for (KinesisShardSplit split : state) {
                    states.get(next++ % parallelism).add(split);
                    rollBack(split);
                }
            }
            // of shards that only the enumerator remembers, all has been emitted
            last.enumerator
                    .finished()
                    .forEach(id -> emitted.put(id, stream.shard(id).records()));
            last.assignedAfter.clear();
            last.readers.clear();
            readers.clear();
            failedAlone = false;
            context = new TestEnumeratorContext(parallelism) {
                @Override
                protected void sent(int reader, SourceEvent event) {
                    if (event instanceof ChildrenOpened) {
                        readers.get(reader).inbox.add(event);
                    }
                }

                @Override
                protected void assigned(int reader, List<KinesisShardSplit> splits) {
                    splits.forEach(Simulation.this::checkParents);
                    readers.get(reader).inbox.add(new Assignment(splits));
                    last.assignedAfter
                            .computeIfAbsent(reader, none -> new ArrayList<>())
                            .addAll(splits);
                    if (pending != null) {
                        pending.assignedAfter
                                .computeIfAbsent(reader, none -> new ArrayList<>())
                                .addAll(splits);
                    }
                }
            };
            enumerator = new KinesisEnumerator(
                    context,
                    FakeKinesis.settings(Map.of("source.init.position", "TRIM_HORIZON")),
                    stream,
                    last.enumerator);
            enumerator.start();
            for (int i = 0; i < parallelism; i++) {
                last.readers.put(i, states.get(i));
                readers.put(i, new ModelReader(i, states.get(i)));
            }
        }

        private void rollBack(KinesisShardSplit split) {
            emitted.put(
                    split.shardId(),
                    split.position().isEnd() ? stream.shard(split.shardId()).records() : ModelReader.offset(split));
        }

        /** One subtask starts again by itself, as it may in a job whose subtasks do not depend on each other. */
        private void restoreOne(ModelReader reader) {
            if (!last.readers.containsKey(reader.subtask) || last.readers.size() != readers.size()) {
                return;
            }
            pending = null;
            failedAlone = true;
            readers.values().forEach(other -> other.inbox.removeIf(Barrier.class::isInstance));
            context.unregister(reader.subtask);
            List<KinesisShardSplit> back = last.assignedAfter.getOrDefault(reader.subtask, List.of());
            back.forEach(split -> emitted.remove(split.shardId()));
            List<KinesisShardSplit> state = last.readers.get(reader.subtask);
            state.forEach(this::rollBack);
            readers.put(reader.subtask, new ModelReader(reader.subtask, state));
            enumerator.addSplitsBack(back, reader.subtask);
            last.assignedAfter.remove(reader.subtask);
        }
    }
}
