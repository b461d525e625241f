package io.millrace.kinesis.store;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JacksonException;
import io.millrace.kinesis.codec.Codec;
import io.millrace.kinesis.log.NewRecord;
import io.millrace.kinesis.log.SequenceNumber;
import io.millrace.kinesis.log.ShardLog;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One stream in its directory: {@code stream.json}, and a log for each shard. */
public final class KinesisStream implements Closeable {
    static final String STATE_FILE = "stream.json";
    private static final String DRAFT_SUFFIX = ".new";
    private static final String LOG_SUFFIX = ".log";
    private static final Pattern FILES =
            Pattern.compile("stream\\.json(\\.new)?|shardId-[0-9]{12}\\.log(\\.new|\\.damaged-[0-9]+)?");

    private static final System.Logger LOG = System.getLogger(KinesisStream.class.getName());

    private final Path directory;
    private final InstantSource clock;
    /** Puts take the read lock, changes of the stream the write lock. */
    private final ReadWriteLock shardsInUse = new ReentrantReadWriteLock();

    private final Map<Integer, ShardLog> logs = new ConcurrentHashMap<>();
    private volatile StreamState state;
    private volatile Transition transition = new Transition(StreamStatus.ACTIVE, TimeWindow.NEVER);
    private volatile boolean closed;

    /** Whether a shard takes a record now. */
    public interface Admission {
        boolean admits(int shard, NewRecord record);
    }

    /**
     * What became of a record that was put.
     *
     * @param number of the record, when it is written
     */
    public record Put(int shard, Outcome outcome, @Nullable SequenceNumber number) {
        /** Whether the record is written, too much for its shard, or its shard cannot be written. */
        public enum Outcome {
            WRITTEN,
            REFUSED,
            FAILED
        }

        /** The number of a record that is written. */
        public SequenceNumber sequenceNumber() {
            return requireNonNull(number, "the record must be written");
        }
    }

    /** A status that the stream has for a moment. */
    private record Transition(StreamStatus status, TimeWindow window) {}

    private KinesisStream(Path directory, InstantSource clock, StreamState state) throws IOException {
        this.directory = directory;
        this.clock = clock;
        this.state = state;
        try {
            logs.putAll(openLogs(state.shards()));
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** True for the names of the files that a stream's directory may have. */
    static boolean isFile(String name) {
        return FILES.matcher(name).matches();
    }

    /** Creates a stream in an empty directory. */
    static KinesisStream create(Path directory, InstantSource clock, StreamState state) throws IOException {
        KinesisStream stream = new KinesisStream(directory, clock, state);
        try {
            stream.save(state);
            return stream;
        } catch (IOException e) {
            stream.close();
            throw e;
        }
    }

    static KinesisStream open(Path directory, InstantSource clock) throws IOException {
        Path file = directory.resolve(STATE_FILE);
        StreamState state;
        try {
            state = Codec.JSON.read(Files.readAllBytes(file), StreamState.class);
        } catch (JacksonException e) {
            throw new IOException(file + " is damaged: " + e.getOriginalMessage(), e);
        }
        if (!state.name().equals(directory.getFileName().toString())) {
            throw new IOException(
                    file + " must describe stream '" + directory.getFileName() + "', got '" + state.name() + "'");
        }
        return new KinesisStream(directory, clock, state);
    }

    public StreamState state() {
        return state;
    }

    public StreamStatus status() {
        Transition last = transition;
        return last.window().includes(clock.instant()) ? last.status() : StreamStatus.ACTIVE;
    }

    /** Has a status for a while, as the service takes its time; what causes it has taken effect already. */
    public void show(StreamStatus status, Duration time) {
        transition = new Transition(status, new TimeWindow(clock.instant(), time));
    }

    public ShardLog log(Shard shard) {
        ShardLog log = logs.get(shard.number());
        if (log == null) {
            throw new IllegalStateException("no log for " + shard);
        }
        return log;
    }

    /**
     * Writes records to the shards that their hash keys route them to. Once a record is not admitted, its shard's later
     * ones are not either: put again, they keep their order.
     *
     * @return what became of each record
     * @throws ClosedChannelException when the stream was deleted
     */
    public List<Put> put(List<NewRecord> records, Admission admission) throws ClosedChannelException {
        Put[] puts = new Put[records.size()];
        shardsInUse.readLock().lock();
        try {
            checkOpen();
            Map<Integer, List<Integer>> placesByShard = new TreeMap<>();
            for (int i = 0; i < records.size(); i++) {
                int shard = state.shards().route(records.get(i).hashKey()).number();
                placesByShard
                        .computeIfAbsent(shard, number -> new ArrayList<>())
                        .add(i);
            }
            placesByShard.forEach((shard, places) -> {
                List<NewRecord> admitted = places.stream()
                        .map(records::get)
                        .takeWhile(record -> admission.admits(shard, record))
                        .toList();
                List<Put> written = append(shard, admitted);
                for (int i = 0; i < places.size(); i++) {
                    puts[places.get(i)] =
                            i < written.size() ? written.get(i) : new Put(shard, Put.Outcome.REFUSED, null);
                }
            });
        } finally {
            shardsInUse.readLock().unlock();
        }
        return List.of(puts);
    }

    private List<Put> append(int shard, List<NewRecord> records) {
        if (records.isEmpty()) {
            return List.of();
        }
        try {
            return log(state.shards().all().get(shard)).append(records, clock.instant()).stream()
                    .map(tick -> new Put(shard, Put.Outcome.WRITTEN, new SequenceNumber(tick, shard)))
                    .toList();
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    () -> "could not write to " + Shard.id(shard) + " of stream " + state.name(),
                    e);
            return Collections.nCopies(records.size(), new Put(shard, Put.Outcome.FAILED, null));
        }
    }

    /**
     * Changes and saves the state of the stream. When the change throws, nothing changes.
     *
     * @throws ClosedChannelException when the stream was deleted
     */
    public void change(UnaryOperator<StreamState> change) throws IOException {
        shardsInUse.writeLock().lock();
        try {
            checkOpen();
            StreamState next = change.apply(state);
            Map<Integer, ShardLog> added = openLogs(next.shards());
            try {
                save(next);
            } catch (IOException e) {
                close(added.values());
                throw e;
            }
            logs.putAll(added);
            sealClosed(state.shards(), next.shards());
            state = next;
        } finally {
            shardsInUse.writeLock().unlock();
        }
        logs.values().forEach(ShardLog::wake);
    }

    /** A tick above all ticks of the stream; for use in a change. */
    public long nextTick() {
        return nextTick(clock.instant());
    }

    private long nextTick(Instant now) {
        long last = logs.values().stream().mapToLong(ShardLog::lastTick).max().orElseThrow();
        return Math.max(last + 1, SequenceNumber.tickAt(now));
    }

    private Map<Integer, ShardLog> openLogs(Shards shards) throws IOException {
        Map<Integer, ShardLog> opened = new HashMap<>();
        try {
            for (Shard shard : shards.all()) {
                if (!logs.containsKey(shard.number())) {
                    Path file = directory.resolve(shard.id() + LOG_SUFFIX);
                    opened.put(
                            shard.number(),
                            shard.isOpen()
                                    ? ShardLog.open(file, shard.startTick())
                                    : ShardLog.openSealed(file, shard.startTick()));
                }
            }
        } catch (IOException e) {
            close(opened.values());
            throw e;
        }
        return opened;
    }

    /** Resharding within one change may have created shards that are closed already: they keep no file open. */
    private void sealClosed(Shards before, Shards next) throws IOException {
        for (Shard shard : next.all()) {
            boolean wasOpen = shard.number() >= before.all().size()
                    || before.all().get(shard.number()).isOpen();
            if (wasOpen && !shard.isOpen()) {
                log(shard).seal();
            }
        }
    }

    /** Gives back what expired records use. */
    void giveBack() throws IOException {
        StreamState now = state;
        long horizon = SequenceNumber.tickAt(now.horizon(clock.instant()));
        for (Shard shard : now.shards().all()) {
            if (shard.isOpen()) {
                log(shard).forget(horizon);
            } else if (shard.closeTick() != null && shard.closeTick() < horizon) {
                log(shard).delete();
            }
        }
    }

    private void save(StreamState next) throws IOException {
        Path draft = directory.resolve(STATE_FILE + DRAFT_SUFFIX);
        Files.write(draft, Codec.JSON.write(next));
        Files.move(draft, directory.resolve(STATE_FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /** False once the stream is deleted or the server has stopped. */
    public boolean isOpen() {
        return !closed;
    }

    /** Waits for running puts and changes, and refuses later ones, since a new stream may use the same directory. */
    @Override
    public void close() throws IOException {
        shardsInUse.writeLock().lock();
        try {
            closed = true;
            close(logs.values());
        } finally {
            shardsInUse.writeLock().unlock();
        }
    }

    private void checkOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    private static void close(Iterable<ShardLog> logs) throws IOException {
        for (ShardLog log : logs) {
            log.close();
        }
    }
}
