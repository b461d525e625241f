package io.millrace.connector.kinesis.aggregate;

import java.nio.ByteBuffer;

/** Reads fields of Protocol Buffers: those that the format of aggregated records has, and passes over all others. */
final class ProtobufReader {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int DELIMITED = 2;
    private static final int FIXED_32 = 5;
    private static final int TYPE_BITS = 3;
    private static final int VARINT_BITS = 7;
    private static final int MAX_VARINT_BITS = 64;

    private final ByteBuffer bytes;
    private int type;

    ProtobufReader(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    boolean hasNext() {
        return bytes.hasRemaining();
    }

    /** The number of the next field. Its value must be read or skipped. */
    int nextField() throws MalformedAggregateException {
        long tag = varint();
        type = (int) (tag & ((1 << TYPE_BITS) - 1));
        return (int) (tag >>> TYPE_BITS);
    }

    long number() throws MalformedAggregateException {
        expect(VARINT);
        return varint();
    }

    ByteBuffer message() throws MalformedAggregateException {
        expect(DELIMITED);
        int length = length(varint());
        ByteBuffer message = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return message;
    }

    byte[] bytes() throws MalformedAggregateException {
        ByteBuffer message = message();
        byte[] copy = new byte[message.remaining()];
        message.get(copy);
        return copy;
    }

    void skip() throws MalformedAggregateException {
        switch (type) {
            case VARINT -> varint();
            case FIXED_64 -> bytes.position(bytes.position() + length(Long.BYTES));
            case DELIMITED -> message();
            case FIXED_32 -> bytes.position(bytes.position() + length(Integer.BYTES));
            default -> throw new MalformedAggregateException("unknown type " + type + " of a field");
        }
    }

    private void expect(int expected) throws MalformedAggregateException {
        if (type != expected) {
            throw new MalformedAggregateException("type " + type + " of a field instead of " + expected);
        }
    }

    private int length(long length) throws MalformedAggregateException {
        if (length < 0 || length > bytes.remaining()) {
            throw new MalformedAggregateException("a field is longer than its message");
        }
        return (int) length;
    }

    private long varint() throws MalformedAggregateException {
        long value = 0;
        for (int shift = 0; shift < MAX_VARINT_BITS; shift += VARINT_BITS) {
            if (!bytes.hasRemaining()) {
                throw new MalformedAggregateException("a number ends with its message");
            }
            byte next = bytes.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedAggregateException("a number is longer than 64 bits");
    }
}
