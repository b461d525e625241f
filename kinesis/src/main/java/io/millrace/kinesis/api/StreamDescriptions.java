package io.millrace.kinesis.api;

import io.millrace.kinesis.store.Shard;
import io.millrace.kinesis.store.StreamState;
import io.millrace.kinesis.store.StreamStatus;
import io.millrace.kinesis.view.Page;
import io.millrace.kinesis.view.ShardView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The responses of DescribeStream and DescribeStreamSummary. */
final class StreamDescriptions {

    private static final String UNENCRYPTED = "NONE";
    private static final String ENCRYPTED = "KMS";

    private StreamDescriptions() {}

    record Monitoring(List<String> shardLevelMetrics) {}

    record Description(
            String streamName,
            String streamARN,
            StreamStatus streamStatus,
            StreamOperations.StreamModeDetails streamModeDetails,
            List<ShardView> shards,
            boolean hasMoreShards,
            int retentionPeriodHours,
            Instant streamCreationTimestamp,
            List<Monitoring> enhancedMonitoring,
            String encryptionType,
            @Nullable String keyId) {}

    record Described(Description streamDescription) {}

    record Summary(
            String streamName,
            String streamARN,
            StreamStatus streamStatus,
            StreamOperations.StreamModeDetails streamModeDetails,
            int retentionPeriodHours,
            Instant streamCreationTimestamp,
            List<Monitoring> enhancedMonitoring,
            String encryptionType,
            @Nullable String keyId,
            int openShardCount,
            int consumerCount,
            int maxRecordSizeInKiB,
            SettingOperations.@Nullable WarmThroughput warmThroughput) {}

    record Summarised(Summary streamDescriptionSummary) {}

    static Described described(
            StreamLookup.Shown shown, Arns arns, Instant now, @Nullable String exclusiveStartShardId, int limit) {
        StreamState state = shown.state();
        List<Shard> remaining = !shown.hasShards()
                ? List.of()
                : state.shards().all().stream()
                        .filter(shard -> state.keeps(shard, now))
                        .filter(shard ->
                                exclusiveStartShardId == null || shard.id().compareTo(exclusiveStartShardId) > 0)
                        .toList();
        Page<Shard> page = Page.of(remaining, limit);
        return new Described(new Description(
                state.name(),
                arns.stream(state.name()),
                shown.status(),
                new StreamOperations.StreamModeDetails(state.mode()),
                page.members().stream().map(ShardView::of).toList(),
                page.hasMore(),
                state.retentionHours(),
                state.created(),
                List.of(new Monitoring(state.shardMetrics())),
                encryptionType(state),
                state.keyId()));
    }

    static Summarised summarised(StreamLookup.Shown shown, Arns arns) {
        StreamState state = shown.state();
        return new Summarised(new Summary(
                state.name(),
                arns.stream(state.name()),
                shown.status(),
                new StreamOperations.StreamModeDetails(state.mode()),
                state.retentionHours(),
                state.created(),
                List.of(new Monitoring(state.shardMetrics())),
                encryptionType(state),
                state.keyId(),
                shown.hasShards() ? state.shards().open().size() : 0,
                state.consumers().size(),
                state.maxRecordKib(),
                SettingOperations.WarmThroughput.of(state)));
    }

    private static String encryptionType(StreamState state) {
        return state.keyId() == null ? UNENCRYPTED : ENCRYPTED;
    }
}
