package io.millrace.job.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.StringUtils;
import org.junit.jupiter.api.Test;

/** Bytes in savepoints: those of a version never change. */
class PartialTotalsFormatTest {
    private static final PartialTotalsFormat FORMAT = new PartialTotalsFormat();

    private static void assertBytes(Totals totals, String hex) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        FORMAT.write(Tuple2.of("k", totals), out);
        assertThat(StringUtils.byteToHexString(out.getCopyOfBuffer())).isEqualTo(hex + "00000001" + "6b");
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        assertThat(FORMAT.read(1, 0, in)).isEqualTo(Tuple2.of("k", totals));
        assertThat(in.available()).isZero();
    }

    @Test
    void versionOne() throws IOException {
        assertThat(FORMAT.version()).isEqualTo(1);
        Totals totals = new Totals();
        totals.add(-2);
        assertBytes(totals, "0000000000000000" + "fffffffffffffffe");
        totals.add(Long.MAX_VALUE);
        totals.add(Long.MAX_VALUE);
        assertBytes(
                totals,
                "0000000000000003" + "0000000000000000" + "fffffffffffffffc" + "fffffffffffffffe" + "7fffffffffffffff");
    }
}
