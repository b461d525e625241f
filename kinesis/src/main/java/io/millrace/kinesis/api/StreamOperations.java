package io.millrace.kinesis.api;

import io.millrace.kinesis.log.SequenceNumber;
import io.millrace.kinesis.request.ApiException;
import io.millrace.kinesis.request.Request;
import io.millrace.kinesis.request.StreamRequest;
import io.millrace.kinesis.request.Violations;
import io.millrace.kinesis.store.Shards;
import io.millrace.kinesis.store.StreamMode;
import io.millrace.kinesis.store.StreamState;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates, deletes, describes and lists streams. A change has taken effect when it is answered. */
final class StreamOperations {
    private static final String NEXT_STREAMS = "streams";
    private static final int ON_DEMAND_SHARDS = 4;
    private static final int DEFAULT_PAGE = 100;
    private static final int MAX_PAGE = 10_000;
    private static final int DEFAULT_RECORD_KIB = 1024;

    private final StreamLookup lookup;

    StreamOperations(StreamLookup lookup) {
        this.lookup = lookup;
    }

    record StreamModeDetails(StreamMode streamMode) implements Request {}

    record CreateStream(
            String streamName,
            @Nullable Integer shardCount,
            @Nullable StreamModeDetails streamModeDetails,
            @Nullable Integer maxRecordSizeInKiB,
            @Nullable Map<String, String> tags)
            implements Request {
        StreamMode mode() {
            return streamModeDetails == null ? StreamMode.PROVISIONED : streamModeDetails.streamMode();
        }

        @Override
        public void check(Violations violations) {
            violations.name("streamName", streamName);
            violations.range("shardCount", shardCount, 1, ReshardOperations.MAX_OPEN_SHARDS);
            violations.range("maxRecordSizeInKiB", maxRecordSizeInKiB, DEFAULT_RECORD_KIB, 10 * DEFAULT_RECORD_KIB);
            if (mode() == StreamMode.PROVISIONED && shardCount == null) {
                violations.add("shardCount must be given for a provisioned stream");
            }
            if (mode() == StreamMode.ON_DEMAND && shardCount != null) {
                violations.add("shardCount must not be given for an on-demand stream");
            }
            TagOperations.check(tags, violations);
        }
    }

    record DeleteStream(
            @Nullable String streamName,
            @Nullable String streamARN,
            @Nullable Boolean enforceConsumerDeletion) implements StreamRequest {}

    record DescribeStream(
            @Nullable String streamName,
            @Nullable String streamARN,
            @Nullable Integer limit,
            @Nullable String exclusiveStartShardId)
            implements StreamRequest {
        @Override
        public void check(Violations violations) {
            violations.range("limit", limit, 1, MAX_PAGE);
        }
    }

    record DescribeStreamSummary(
            @Nullable String streamName, @Nullable String streamARN) implements StreamRequest {}

    record ListStreams(
            @Nullable Integer limit,
            @Nullable String exclusiveStartStreamName,
            @Nullable String nextToken) implements Request {
        @Override
        public void check(Violations violations) {
            violations.range("limit", limit, 1, MAX_PAGE);
        }
    }

    record StreamSummary(
            String streamName,
            String streamARN,
            String streamStatus,
            StreamModeDetails streamModeDetails,
            Instant streamCreationTimestamp) {}

    record StreamList(
            List<String> streamNames,
            List<StreamSummary> streamSummaries,
            boolean hasMoreStreams,
            @Nullable String nextToken) {}

    void createStream(CreateStream request, Arns arns) throws IOException {
        Instant now = lookup.now();
        int shards = request.shardCount() == null ? ON_DEMAND_SHARDS : request.shardCount();
        StreamState state = new StreamState(
                request.streamName(),
                now,
                request.mode(),
                SettingOperations.MIN_RETENTION_HOURS,
                request.maxRecordSizeInKiB() == null ? DEFAULT_RECORD_KIB : request.maxRecordSizeInKiB(),
                Shards.uniform(shards, SequenceNumber.tickAt(now)),
                List.of(),
                request.tags() == null ? Map.of() : request.tags());
        if (!lookup.store().create(state)) {
            throw ApiException.resourceInUse("stream '" + request.streamName() + "' must not exist yet");
        }
    }

    void deleteStream(DeleteStream request, Arns arns) throws IOException {
        StreamState state = lookup.stream(request).state();
        if (!state.consumers().isEmpty() && !Boolean.TRUE.equals(request.enforceConsumerDeletion())) {
            throw ApiException.resourceInUse("stream '" + state.name() + "' must have no consumers, got "
                    + state.consumers().size() + "; deregister them, or set enforceConsumerDeletion");
        }
        lookup.store().delete(state.name());
    }

    StreamDescriptions.Described describeStream(DescribeStream request, Arns arns) {
        int limit = request.limit() == null ? DEFAULT_PAGE : request.limit();
        StreamState state = lookup.stream(request).state();
        return StreamDescriptions.described(state, arns, lookup.now(), request.exclusiveStartShardId(), limit);
    }

    StreamDescriptions.Summarised describeStreamSummary(DescribeStreamSummary request, Arns arns) {
        return StreamDescriptions.summarised(lookup.stream(request).state(), arns);
    }

    StreamList listStreams(ListStreams request, Arns arns) {
        String after = request.nextToken() == null
                ? request.exclusiveStartStreamName()
                : lookup.nextToken(NEXT_STREAMS, 1, request.nextToken())
                        .fields()
                        .get(0);
        List<StreamSummary> remaining = lookup.store().names().stream()
                .filter(name -> after == null || name.compareTo(after) > 0)
                .flatMap(name -> lookup.store().find(name).stream())
                .map(stream -> summary(stream.state(), arns))
                .toList();
        Page<StreamSummary> page = Page.of(remaining, request.limit() == null ? DEFAULT_PAGE : request.limit());
        return new StreamList(
                page.members().stream().map(StreamSummary::streamName).toList(),
                page.members(),
                page.hasMore(),
                page.hasMore()
                        ? lookup.nextToken(NEXT_STREAMS, List.of(page.last().streamName()))
                        : null);
    }

    private static StreamSummary summary(StreamState state, Arns arns) {
        return new StreamSummary(
                state.name(),
                arns.stream(state.name()),
                StreamDescriptions.ACTIVE,
                new StreamModeDetails(state.mode()),
                state.created());
    }
}
