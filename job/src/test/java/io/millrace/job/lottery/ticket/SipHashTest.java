package io.millrace.job.lottery.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class SipHashTest {
    /** The key and the 32-byte message of the paper's test vectors: the bytes 0, 1, 2 and so on. */
    @Test
    void agreesWithTheReferenceVectorForThirtyTwoBytes() {
        byte[] counting = new byte[32];
        for (int i = 0; i < counting.length; i++) {
            counting[i] = (byte) i;
        }
        ByteBuffer bytes = ByteBuffer.wrap(counting).order(ByteOrder.LITTLE_ENDIAN);
        SipHash hash = new SipHash(bytes.getLong(0), bytes.getLong(8));

        long hashed = hash.hash(bytes.getLong(0), bytes.getLong(8), bytes.getLong(16), bytes.getLong(24));

        assertThat(hashed).isEqualTo(0x7127512f72f27cceL);
    }
}
