package io.millrace.kinesis.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One shard's records, in an append-only file. A record is in the file when {@link #append} returns, so it survives
 * a kill of the process, but not a loss of power: nothing is forced to the disk. Readers take no lock.
 *
 * <p>Only a sparse index is in memory, so that a log may be large. {@link #seal} closes the file of a shard that takes
 * no more records, and {@link #forget} gives back the disk of expired ones.
 */
public final class ShardLog implements Closeable {
    private static final System.Logger LOG = System.getLogger(ShardLog.class.getName());

    /** Less is not worth a copy of the rest. */
    private static final long FORGOTTEN_AT_ONCE_BYTES = 16 << 20;

    private final Path file;
    private final ReentrantLock writing = new ReentrantLock();
    private final Condition changed = writing.newCondition();
    private int wakes;
    private volatile Content content;
    private volatile boolean closed;

    /**
     * What there is to read, replaced as a whole.
     *
     * @param channel null when the log is sealed
     * @param offset where the acknowledged records end
     * @param tick of the last record, or the shard's start tick if there is none
     */
    private record Content(@Nullable FileChannel channel, SparseIndex index, long offset, long tick) {
        Content with(long nextOffset, long nextTick) {
            return new Content(channel, index, nextOffset, nextTick);
        }
    }

    private ShardLog(Path file, Content content) {
        this.file = file;
        this.content = content;
    }

    /**
     * Opens a log, or creates it. What is no record, from the first damaged or unfinished one on, is set aside in a
     * file of its own; an unfinished one was never acknowledged.
     *
     * @throws IOException when the file cannot be used
     */
    public static ShardLog open(Path file, long startTick) throws IOException {
        return open(
                file,
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                startTick);
    }

    /** Opens the log of a shard that takes no more records. It has none when they have all expired. */
    public static ShardLog openSealed(Path file, long startTick) throws IOException {
        if (!Files.exists(file)) {
            return new ShardLog(file, new Content(null, new SparseIndex(), 0, startTick));
        }
        ShardLog log = open(file, startTick);
        log.seal();
        return log;
    }

    private static ShardLog open(Path file, FileChannel channel, long startTick) throws IOException {
        try {
            return new ShardLog(file, recover(file, new Content(channel, new SparseIndex(), 0, startTick), channel));
        } catch (IOException e) {
            channel.close();
            throw new IOException(file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static Content recover(Path file, Content empty, FileChannel channel) throws IOException {
        long size = channel.size();
        Frames frames = new Frames(channel, 0, size);
        Content end = empty;
        String reason = "a record that was never finished, or whose length is damaged";
        try {
            while (frames.next()) {
                end.index().add(frames.tick(), end.offset());
                end = end.with(frames.position(), frames.tick());
            }
        } catch (DamagedLogException e) {
            reason = e.getMessage();
        }
        if (end.offset() < size) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} ends with {1} bytes that are no records ({2}); they are set aside in {3}, and the records"
                            + " before them are served",
                    file,
                    size - end.offset(),
                    reason,
                    setAside(file, channel, end.offset()));
            channel.truncate(end.offset());
        }
        return end;
    }

    private static Path setAside(Path file, FileChannel channel, long from) throws IOException {
        for (int number = 1; ; number++) {
            Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + number);
            if (!Files.exists(aside)) {
                copy(channel, from, channel.size(), aside);
                return aside;
            }
        }
    }

    private static void copy(FileChannel channel, long from, long to, Path target) throws IOException {
        try (FileChannel out = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            transfer(channel, from, to, out);
        }
    }

    private static void transfer(FileChannel channel, long from, long to, FileChannel out) throws IOException {
        for (long at = from; at < to; ) {
            long moved = channel.transferTo(at, to - at, out);
            if (moved <= 0) {
                throw new IOException("the file ended at byte " + at + ", before " + to);
            }
            at += moved;
        }
    }

    /**
     * Writes records, in order and with increasing ticks.
     *
     * @return the tick of each
     * @throws IOException when they cannot be written; the log then has none of them
     */
    public List<Long> append(List<NewRecord> records, Instant now) throws IOException {
        List<byte[]> keys = new ArrayList<>(records.size());
        int bytes = 0;
        for (NewRecord entry : records) {
            byte[] key = entry.partitionKey().getBytes(UTF_8);
            keys.add(key);
            bytes += Frames.sizeBytes(key, entry.data());
        }
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        List<Long> ticks = new ArrayList<>(records.size());
        writing.lock();
        try {
            Content before = content;
            if (before.channel() == null) {
                throw new ClosedChannelException();
            }
            long tick = Math.max(before.tick() + 1, SequenceNumber.tickAt(now));
            List<Integer> starts = new ArrayList<>(records.size());
            for (int i = 0; i < records.size(); i++, tick++) {
                starts.add(buffer.position());
                Frames.write(buffer, tick, keys.get(i), records.get(i).data());
                ticks.add(tick);
            }
            write(before.channel(), buffer.flip(), before.offset());
            for (int i = 0; i < starts.size(); i++) {
                before.index().add(ticks.get(i), before.offset() + starts.get(i));
            }
            content = before.with(before.offset() + bytes, tick - 1);
            changed.signalAll();
        } finally {
            writing.unlock();
        }
        return ticks;
    }

    private static void write(FileChannel channel, ByteBuffer buffer, long offset) throws IOException {
        try {
            long at = offset;
            while (buffer.hasRemaining()) {
                int length = Math.min(buffer.remaining(), Frames.CHUNK_BYTES);
                int written = channel.write(buffer.slice(buffer.position(), length), at);
                buffer.position(buffer.position() + written);
                at += written;
            }
        } catch (IOException e) {
            if (channel.isOpen()) {
                // a partial write left here could stick out behind a shorter record that comes next
                channel.truncate(offset);
            }
            throw e;
        }
    }

    /**
     * Reads records from a tick on: at least one, unless there are none.
     *
     * @throws IOException when the file cannot be read, or is damaged
     */
    public RecordBatch read(long fromTick, int maxRecords, int maxBytes) throws IOException {
        while (true) {
            Content known = content;
            if (fromTick > known.tick()) {
                return new RecordBatch(new ArrayList<>(), fromTick, true);
            }
            if (closed) {
                throw new ClosedChannelException();
            }
            try {
                return read(known, fromTick, maxRecords, maxBytes);
            } catch (ClosedChannelException e) {
                if (closed || content.equals(known)) {
                    throw e;
                }
                // the log was sealed, or its file replaced, meanwhile
            }
        }
    }

    private RecordBatch read(Content known, long fromTick, int maxRecords, int maxBytes) throws IOException {
        if (known.channel() != null) {
            return read(known, known.channel(), fromTick, maxRecords, maxBytes);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(known, channel, fromTick, maxRecords, maxBytes);
        } catch (NoSuchFileException e) {
            return new RecordBatch(new ArrayList<>(), known.tick() + 1, true); // all records have expired
        }
    }

    private RecordBatch read(Content known, FileChannel channel, long fromTick, int maxRecords, int maxBytes)
            throws IOException {
        List<StoredRecord> records = new ArrayList<>();
        Frames frames = new Frames(channel, known.index().offsetBefore(fromTick), known.offset());
        long nextTick = fromTick;
        int bytes = 0;
        while (frames.next()) {
            if (frames.tick() < fromTick) {
                continue;
            }
            bytes += frames.bodyBytes();
            if (records.size() == maxRecords || (!records.isEmpty() && bytes > maxBytes)) {
                return new RecordBatch(records, nextTick, false);
            }
            records.add(frames.record());
            nextTick = frames.tick() + 1;
        }
        if (frames.position() < known.offset()) {
            throw new IOException(file + " must have " + known.offset() + " bytes, and is shorter");
        }
        return new RecordBatch(records, nextTick, true);
    }

    /** The tick of the last acknowledged record, or the shard's start tick if there is none. */
    public long lastTick() {
        return content.tick();
    }

    /** Closes the file, because no more records come; reads open it for themselves. */
    public void seal() throws IOException {
        writing.lock();
        try {
            FileChannel channel = content.channel();
            content = new Content(null, content.index(), content.offset(), content.tick());
            if (channel != null) {
                channel.close();
            }
        } finally {
            writing.unlock();
        }
    }

    /** Gives back the disk and the index of a sealed log, all records of which have expired. */
    public void delete() throws IOException {
        writing.lock();
        try {
            Files.deleteIfExists(file);
            content = new Content(null, new SparseIndex(), 0, content.tick());
        } finally {
            writing.unlock();
        }
    }

    /** Gives back the disk of the records before a tick, once they are many: copies the others to a new file. */
    public void forget(long tick) throws IOException {
        Content seen = content;
        long from = seen.index().offsetBefore(tick);
        if (seen.channel() == null || from < FORGOTTEN_AT_ONCE_BYTES || from < seen.offset() / 2) {
            return;
        }
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        FileChannel next = FileChannel.open(
                draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            transfer(seen.channel(), from, seen.offset(), next);
            replace(seen.channel(), from, seen.offset(), draft, next);
        } catch (IOException e) {
            next.close();
            Files.deleteIfExists(draft);
            throw e;
        }
    }

    /** Appends what has been written since the copy began, and lets the copy take the place of the file. */
    private void replace(FileChannel old, long from, long copied, Path draft, FileChannel next) throws IOException {
        writing.lock();
        try {
            Content last = content;
            if (last.channel() != old) {
                throw new ClosedChannelException(); // sealed or closed meanwhile
            }
            transfer(old, copied, last.offset(), next);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            content = new Content(next, last.index().from(from), last.offset() - from, last.tick());
            old.close();
        } finally {
            writing.unlock();
        }
    }

    /** Waits for a record past a tick, but no longer than until {@link #wake} is called or the timeout has passed. */
    public void awaitPast(long tick, Duration timeout) throws InterruptedException {
        writing.lock();
        try {
            int seen = wakes;
            long nanos = timeout.toNanos();
            while (content.tick() <= tick && wakes == seen && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            writing.unlock();
        }
    }

    /** Ends every {@link #awaitPast}, for a change other than a new record. */
    public void wake() {
        writing.lock();
        try {
            wakes++;
            changed.signalAll();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        seal();
        wake();
    }
}
