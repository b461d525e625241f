package io.millrace.connector.kinesis.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

class RecordStateSerializerTest {
    /** What KinesisStreamsStateSerializer of flink-connector-kinesis 4.3.0-1.19 writes of {@link #RECORDS}. */
    private static final String OFFICIAL =
            "//////////8AAAADAAAAAAAAAAVmaXJzdAAAAAZ1c2VyLTEAAAAAAAAABnNlY29uZAAAAAZab8Or"
                    + "4oKs8J+YgAAAAAAAAAAAAAAAAWs=";

    private static final List<PutRecordsRequestEntry> RECORDS =
            List.of(record("user-1", "first"), record("Zo\u00eb\u20ac\ud83d\ude00", "second"), record("k", ""));

    private final RecordStateSerializer serializer = new RecordStateSerializer();

    @Test
    void stateOfTheOfficialSinkIsRead() throws IOException {
        assertThat(records(serializer.deserialize(1, Base64.getDecoder().decode(OFFICIAL))))
                .isEqualTo(RECORDS);
    }

    @Test
    void ownStateIsReadWithHashKeys() throws IOException {
        List<PutRecordsRequestEntry> written = List.of(
                RECORDS.get(1), RECORDS.get(0).toBuilder().explicitHashKey("42").build());

        byte[] state = serializer.serialize(new BufferedRequestState<>(written.stream()
                .map(record -> new RequestEntryWrapper<>(record, 7))
                .toList()));

        assertThat(records(serializer.deserialize(serializer.getVersion(), state)))
                .isEqualTo(written);
    }

    private static List<PutRecordsRequestEntry> records(BufferedRequestState<PutRecordsRequestEntry> state) {
        return state.getBufferedRequestEntries().stream()
                .map(RequestEntryWrapper::getRequestEntry)
                .toList();
    }

    private static PutRecordsRequestEntry record(String partitionKey, String data) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(partitionKey)
                .data(SdkBytes.fromUtf8String(data))
                .build();
    }
}
