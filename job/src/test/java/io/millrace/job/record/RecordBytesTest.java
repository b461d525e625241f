package io.millrace.job.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class RecordBytesTest {
    private static final List<String> TEXTS =
            List.of("", "a", "shardId-000000000001", "kéy", "\ud83d\ude00", "Ł", "x".repeat(300), "é".repeat(300));

    @Test
    void aRecordIsWrittenAsItsBytesAre() throws IOException {
        SourceRecord bare = new SourceRecord();
        bare.stream = "é\ud83d\ude00";
        SourceRecord whole = SourceRecord.data("stream", "shard-1", "4959", "kéy", 17, "{\"a\":\"é\"}".getBytes(UTF_8));
        RecordBytes.Writer writer = new RecordBytes.Writer();
        for (SourceRecord record : List.of(bare, whole, bare)) {
            assertThat(RecordBytes.read(written(writer, record))).isEqualTo(record);
        }
    }

    /** Savepoints have this: a version, the time, and each part after its length, or -1 if there is none. */
    @Test
    void theLayoutNeverChanges() {
        SourceRecord record = SourceRecord.data("é", "s-1", "49", "", 17, new byte[] {7, -1});
        SourceRecord bare = new SourceRecord();
        bare.arrivalMillis = -2;

        assertThat(hex(RecordBytes.of(record)))
                .isEqualTo("01" + "0000000000000011" + "00000002c3a9" + "00000003732d31" + "000000023439" + "00000000"
                        + "0000000207ff");
        assertThat(hex(RecordBytes.of(bare)))
                .isEqualTo("01" + "fffffffffffffffe" + "00000000" + "00000000" + "ffffffff" + "ffffffff" + "ffffffff");
    }

    @Property
    void whatWasWrittenBeforeDoesNotMatter(@ForAll Random random) throws IOException {
        RecordBytes.Writer writer = new RecordBytes.Writer();
        SourceRecord record = record(random);
        for (int i = 0; i < 10; i++) {
            byte[] written = written(writer, record);
            assertThat(written).isEqualTo(RecordBytes.of(record));
            assertThat(RecordBytes.read(written)).isEqualTo(record);
            SourceRecord next = record(random);
            if (random.nextBoolean()) {
                next.stream = record.stream;
            }
            if (random.nextBoolean()) {
                next.shard = record.shard;
            }
            record = next;
        }
    }

    @Test
    void aWriterTravels() throws Exception {
        SourceRecord record = SourceRecord.data("stream", "shard-1", "4959", "key", 17, new byte[3]);
        RecordBytes.Writer used = new RecordBytes.Writer();
        assertThat(written(used, record)).isEqualTo(RecordBytes.of(record));

        assertThat(written(InstantiationUtil.clone(used), record)).isEqualTo(RecordBytes.of(record));
    }

    private static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte each : bytes) {
            text.append(String.format("%02x", each));
        }
        return text.toString();
    }

    private static SourceRecord record(Random random) {
        SourceRecord record = new SourceRecord();
        record.stream = text(random);
        record.shard = text(random);
        if (random.nextInt(4) > 0) {
            record.sequenceNumber = new BigInteger(random.nextInt(400), random).toString();
        }
        if (random.nextInt(4) > 0) {
            record.partitionKey = text(random);
        }
        if (random.nextInt(4) > 0) {
            record.data = new byte[random.nextInt(300)];
            random.nextBytes(record.data);
        }
        record.arrivalMillis = random.nextLong();
        return record;
    }

    private static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static byte[] written(RecordBytes.Writer writer, SourceRecord record) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        writer.write(record, out);
        byte[] written =
                BytePrimitiveArraySerializer.INSTANCE.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
        assertThat(out.length()).isEqualTo(Integer.BYTES + written.length);
        return written;
    }
}
