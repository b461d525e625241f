package io.millrace.kinesis.api;

import io.millrace.kinesis.store.Shard;
import io.millrace.kinesis.store.StreamState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The responses of DescribeStream and DescribeStreamSummary. Every stream is active. */
final class StreamDescriptions {
    static final String ACTIVE = "ACTIVE";

    private static final String UNENCRYPTED = "NONE";
    private static final List<Monitoring> NO_SHARD_METRICS = List.of(new Monitoring(List.of()));

    private StreamDescriptions() {}

    record Monitoring(List<String> shardLevelMetrics) {}

    record Description(
            String streamName,
            String streamARN,
            String streamStatus,
            StreamOperations.StreamModeDetails streamModeDetails,
            List<ShardView> shards,
            boolean hasMoreShards,
            int retentionPeriodHours,
            Instant streamCreationTimestamp,
            List<Monitoring> enhancedMonitoring,
            String encryptionType) {}

    record Described(Description streamDescription) {}

    record Summary(
            String streamName,
            String streamARN,
            String streamStatus,
            StreamOperations.StreamModeDetails streamModeDetails,
            int retentionPeriodHours,
            Instant streamCreationTimestamp,
            List<Monitoring> enhancedMonitoring,
            String encryptionType,
            int openShardCount,
            int consumerCount,
            int maxRecordSizeInKiB) {}

    record Summarised(Summary streamDescriptionSummary) {}

    static Described described(
            StreamState state, Arns arns, Instant now, @Nullable String exclusiveStartShardId, int limit) {
        List<Shard> remaining = state.shards().all().stream()
                .filter(shard -> shard.wasOpenAtOrAfter(state.horizon(now)))
                .filter(shard -> exclusiveStartShardId == null || shard.id().compareTo(exclusiveStartShardId) > 0)
                .toList();
        Page<Shard> page = Page.of(remaining, limit);
        return new Described(new Description(
                state.name(),
                arns.stream(state.name()),
                ACTIVE,
                new StreamOperations.StreamModeDetails(state.mode()),
                page.members().stream().map(ShardView::of).toList(),
                page.hasMore(),
                state.retentionHours(),
                state.created(),
                NO_SHARD_METRICS,
                UNENCRYPTED));
    }

    static Summarised summarised(StreamState state, Arns arns) {
        return new Summarised(new Summary(
                state.name(),
                arns.stream(state.name()),
                ACTIVE,
                new StreamOperations.StreamModeDetails(state.mode()),
                state.retentionHours(),
                state.created(),
                NO_SHARD_METRICS,
                UNENCRYPTED,
                state.shards().open().size(),
                state.consumers().size(),
                state.maxRecordKib()));
    }
}
