package io.millrace.kinesis.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/**
 * Reads a range of a shard's log frame by frame. A frame is the body's length (4 bytes), the body's CRC-32C (4 bytes),
 * and the body: tick (8 bytes), the partition key's length (2 bytes), the partition key in UTF-8, the data.
 */
final class Frames {
    static final int HEADER_BYTES = 8;

    private static final int FIXED_BODY_BYTES = 10;
    /** More than the largest record, 10 MiB and its key: a greater length means damage. */
    private static final int MAX_BODY_BYTES = 11 << 20;

    /** What is read or written at once: each thread keeps a buffer of the largest such size, outside the heap. */
    static final int CHUNK_BYTES = 64 << 10;

    private final FileChannel channel;
    private final long end;
    private long position;
    private ByteBuffer chunk = ByteBuffer.allocate(0);
    private ByteBuffer body = ByteBuffer.allocate(0);

    Frames(FileChannel channel, long position, long end) {
        this.channel = channel;
        this.position = position;
        this.end = end;
    }

    static int sizeBytes(byte[] key, ByteBuffer data) {
        return HEADER_BYTES + FIXED_BODY_BYTES + key.length + data.remaining();
    }

    static void write(ByteBuffer target, long tick, byte[] key, ByteBuffer data) {
        int start = target.position();
        target.position(start + HEADER_BYTES);
        target.putLong(tick).putShort((short) key.length).put(key).put(data.duplicate());
        int length = target.position() - start - HEADER_BYTES;
        target.putInt(start, length).putInt(start + 4, crc(target.slice(start + HEADER_BYTES, length)));
    }

    /**
     * Steps to the next frame.
     *
     * @return false when no whole frame is left; {@link #position} is then where the last whole frame ends
     * @throws DamagedLogException when a frame is damaged; {@link #position} is then where it begins
     * @throws IOException when the file cannot be read
     */
    boolean next() throws IOException {
        if (!fill(HEADER_BYTES)) {
            return false;
        }
        int length = chunk.getInt(chunk.position());
        if (length < FIXED_BODY_BYTES || length > MAX_BODY_BYTES) {
            throw damage();
        }
        if (!fill(HEADER_BYTES + length)) {
            return false;
        }
        body = chunk.slice(chunk.position() + HEADER_BYTES, length);
        if (crc(body.duplicate()) != chunk.getInt(chunk.position() + 4)) {
            throw damage();
        }
        chunk.position(chunk.position() + HEADER_BYTES + length);
        position += HEADER_BYTES + length;
        return true;
    }

    /** Where the frame after the current one begins. */
    long position() {
        return position;
    }

    /** The current frame's tick. */
    long tick() {
        return body.getLong(0);
    }

    int bodyBytes() {
        return body.capacity();
    }

    StoredRecord record() {
        byte[] key = new byte[body.getShort(8)];
        body.get(FIXED_BODY_BYTES, key);
        int dataAt = FIXED_BODY_BYTES + key.length;
        return new StoredRecord(tick(), new String(key, UTF_8), body.slice(dataAt, body.capacity() - dataAt));
    }

    /** Allocates a new chunk each time, because records are slices of the chunk that they were read in. */
    private boolean fill(int bytes) throws IOException {
        if (chunk.remaining() >= bytes) {
            return true;
        }
        if (end - position < bytes) {
            return false;
        }
        ByteBuffer next = ByteBuffer.allocate((int) Math.min(end - position, Math.max(bytes, CHUNK_BYTES)));
        while (next.hasRemaining()) {
            ByteBuffer piece = next.slice(next.position(), Math.min(next.remaining(), CHUNK_BYTES));
            int read = channel.read(piece, position + next.position());
            if (read < 0) {
                return false;
            }
            next.position(next.position() + read);
        }
        chunk = next.flip();
        return true;
    }

    private DamagedLogException damage() {
        return new DamagedLogException(
                "frame at byte " + position + " is damaged, " + (end - position) + " bytes from the end");
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
