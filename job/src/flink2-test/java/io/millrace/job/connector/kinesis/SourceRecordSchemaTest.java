package io.millrace.job.connector.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.kinesis.KinesisRecord;
import io.millrace.connector.kinesis.ShardStart;
import io.millrace.connector.kinesis.ShardStart.Position;
import io.millrace.job.record.SourceRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SourceRecordSchemaTest {
    private static final String ARN = "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks";

    private final SourceRecordSchema schema = new SourceRecordSchema("clicks");
    private final List<SourceRecord> emitted = new ArrayList<>();
    private final ListCollector<SourceRecord> out = new ListCollector<>(emitted);

    @Test
    void recordIsEmittedUnparsed() {
        byte[] data = "any bytes".getBytes(UTF_8);

        schema.deserialize(
                new KinesisRecord(ARN, "shard-1", "77", 3, "key", null, Instant.ofEpochMilli(5_000), data), out);

        assertThat(emitted).containsExactly(SourceRecord.data("clicks", "shard-1", "77", "key", 5_000, data));
    }

    @Test
    void shardThatContinuesIsOpenedWithoutAStart() {
        schema.shardOpened(new ShardStart(ARN, "shard-1", Set.of("shard-0"), Position.RESTORED, null), out);

        assertThat(emitted)
                .containsExactly(
                        SourceRecord.shardOpened("clicks", "shard-1"),
                        SourceRecord.shardOpened("clicks", "shard-1", "shard-0"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RESTORED")
    void startOfAShardIsTheSources(Position position) {
        schema.shardOpened(new ShardStart(ARN, "shard-1", Set.of(), position, Instant.ofEpochMilli(7_000)), out);

        assertThat(emitted)
                .containsExactly(SourceRecord.shardOpened(
                        "clicks", "shard-1", SourceRecord.Start.valueOf(position.name()), 7_000));
    }

    @Test
    void progressIsMarked() {
        schema.shardsListed(out);
        schema.shardRead("shard-1", Instant.ofEpochMilli(6_000), out);
        schema.shardEnded("shard-1", out);
        schema.shardClosed("shard-1", out);

        assertThat(emitted)
                .containsExactly(
                        SourceRecord.shardsListed(),
                        SourceRecord.shardRead("clicks", "shard-1", 6_000),
                        SourceRecord.shardEnded("clicks", "shard-1"),
                        SourceRecord.shardClosed("clicks", "shard-1"));
    }
}
