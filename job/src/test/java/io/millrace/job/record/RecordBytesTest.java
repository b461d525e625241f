package io.millrace.job.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class RecordBytesTest {
    @Test
    void aRecordIsWrittenAsItsBytesAre() throws IOException {
        SourceRecord bare = new SourceRecord();
        bare.stream = "é\ud83d\ude00";
        SourceRecord whole = SourceRecord.data("stream", "shard-1", "4959", "kéy", 17, "{\"a\":\"é\"}".getBytes(UTF_8));
        for (SourceRecord record : List.of(bare, whole)) {
            DataOutputSerializer out = new DataOutputSerializer(16);
            RecordBytes.write(record, out);

            byte[] written =
                    BytePrimitiveArraySerializer.INSTANCE.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
            assertThat(written).isEqualTo(RecordBytes.of(record));
            assertThat(out.length()).isEqualTo(Integer.BYTES + written.length);
            assertThat(RecordBytes.read(written)).isEqualTo(record);
        }
    }
}
