package io.millrace.kinesis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kinesis.TestClock;
import io.millrace.kinesis.limit.Limits;
import io.millrace.kinesis.request.ApiException;
import io.millrace.kinesis.store.HashKeys;
import io.millrace.kinesis.store.KinesisStream;
import io.millrace.kinesis.store.StreamStore;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PutOperationsTest {
    private static final Arns EU_WEST_1 = new Arns("eu-west-1");

    private final TestClock clock = new TestClock();

    @TempDir
    private Path directory;

    @Test
    void onlyTheRecordsOfAShardThatCannotBeWrittenFail() throws IOException {
        try (StreamStore store = StreamStore.open(directory, clock)) {
            new StreamOperations(new StreamLookup(store, clock, Duration.ZERO, Limits.off()))
                    .createStream(new StreamOperations.CreateStream("orders", 2, null, null, null, null), EU_WEST_1);
            KinesisStream stream = store.find("orders").orElseThrow();
            stream.log(stream.state().shards().all().get(0)).close();
            PutOperations puts = new PutOperations(new StreamLookup(store, clock, Duration.ZERO, Limits.off()));
            PutOperations.PutRecordsEntry failing = entry(BigInteger.ZERO);
            PutOperations.PutRecordsEntry good = entry(HashKeys.LAST);

            PutOperations.PutResults results =
                    puts.putRecords(new PutOperations.PutRecords("orders", null, List.of(failing, good)), EU_WEST_1);

            assertThat(results.failedRecordCount()).isEqualTo(1);
            assertThat(results.records())
                    .extracting(PutOperations.PutResult::errorCode)
                    .containsExactly("InternalFailure", null);
            assertThat(results.records().get(1).shardId()).isEqualTo("shardId-000000000001");
            assertThatThrownBy(() -> puts.putRecord(
                            new PutOperations.PutRecord("orders", null, failing.data(), "key", "0", null), EU_WEST_1))
                    .isInstanceOf(ApiException.class)
                    .hasMessage("the shard's log could not be written; see the server's log")
                    .extracting(e -> ((ApiException) e).httpStatus())
                    .isEqualTo(500);
        }
    }

    private static PutOperations.PutRecordsEntry entry(BigInteger hashKey) {
        return new PutOperations.PutRecordsEntry(ByteBuffer.allocate(1), "key", hashKey.toString());
    }
}
