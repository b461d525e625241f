package io.millrace.kinesis.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One shard's records, in an append-only file. A record is in the file when {@link #append} returns, so it survives
 * a kill of the process, but not a loss of power: nothing is forced to the disk. Readers take no lock.
 *
 * <p>Only a sparse index is in memory, so that a log may be large.
 */
public final class ShardLog implements Closeable {
    private static final System.Logger LOG = System.getLogger(ShardLog.class.getName());

    private final Path file;
    private final FileChannel channel;
    private final SparseIndex index = new SparseIndex();
    private final ReentrantLock writing = new ReentrantLock();
    private final Condition changed = writing.newCondition();
    private int wakes;
    private volatile End end;

    /** Where the acknowledged records end, and the last tick. */
    private record End(long offset, long tick) {}

    private ShardLog(Path file, FileChannel channel, long startTick) {
        this.file = file;
        this.channel = channel;
        this.end = new End(0, startTick);
    }

    /**
     * Opens a log, or creates it. An unfinished frame at its end was never acknowledged, and is cut off.
     *
     * @throws IOException when the file cannot be used, or is damaged anywhere but at its end
     */
    public static ShardLog open(Path file, long startTick) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        ShardLog log = new ShardLog(file, channel, startTick);
        try {
            log.recover();
        } catch (IOException e) {
            channel.close();
            throw new IOException(file + " cannot be used: " + e.getMessage(), e);
        }
        return log;
    }

    private void recover() throws IOException {
        long size = channel.size();
        Frames frames = new Frames(channel, 0, size);
        long offset = 0;
        while (frames.next()) {
            index.add(frames.tick(), offset);
            offset = frames.position();
            end = new End(offset, frames.tick());
        }
        if (offset < size) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "cut an unfinished, never acknowledged record of {0} bytes off {1}",
                    size - offset,
                    file);
            channel.truncate(offset);
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
            End before = end;
            long tick = Math.max(before.tick() + 1, SequenceNumber.tickAt(now));
            List<Integer> starts = new ArrayList<>(records.size());
            for (int i = 0; i < records.size(); i++, tick++) {
                starts.add(buffer.position());
                Frames.write(buffer, tick, keys.get(i), records.get(i).data());
                ticks.add(tick);
            }
            write(buffer.flip(), before.offset());
            for (int i = 0; i < starts.size(); i++) {
                index.add(ticks.get(i), before.offset() + starts.get(i));
            }
            end = new End(before.offset() + bytes, tick - 1);
            changed.signalAll();
        } finally {
            writing.unlock();
        }
        return ticks;
    }

    private void write(ByteBuffer buffer, long offset) throws IOException {
        try {
            long at = offset;
            while (buffer.hasRemaining()) {
                at += channel.write(buffer, at);
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
        End known = end;
        List<StoredRecord> records = new ArrayList<>();
        if (fromTick > known.tick()) {
            return new RecordBatch(records, fromTick, true);
        }
        Frames frames = new Frames(channel, index.offsetBefore(fromTick), known.offset());
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
        return end.tick();
    }

    /** Waits for a record past a tick, but no longer than until {@link #wake} is called or the timeout has passed. */
    public void awaitPast(long tick, Duration timeout) throws InterruptedException {
        writing.lock();
        try {
            int seen = wakes;
            long nanos = timeout.toNanos();
            while (end.tick() <= tick && wakes == seen && nanos > 0) {
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
        channel.close();
        wake();
    }
}
