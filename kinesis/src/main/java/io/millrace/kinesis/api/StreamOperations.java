package io.millrace.kinesis.api;

import io.millrace.kinesis.log.SequenceNumber;
import io.millrace.kinesis.request.ApiException;
import io.millrace.kinesis.request.Constraints;
import io.millrace.kinesis.request.Request;
import io.millrace.kinesis.request.StreamRequest;
import io.millrace.kinesis.store.KinesisStream;
import io.millrace.kinesis.store.Shards;
import io.millrace.kinesis.store.StreamMode;
import io.millrace.kinesis.store.StreamState;
import io.millrace.kinesis.store.StreamStatus;
import io.millrace.kinesis.view.Page;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates, deletes, describes and lists streams. */
final class StreamOperations {
    private static final String NEXT_STREAMS = "streams";
    private static final int ON_DEMAND_SHARDS = 4;
    private static final int DEFAULT_PAGE = 100;

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
            @Nullable Integer warmThroughputMiBps,
            @Nullable Map<String, String> tags)
            implements Request {
        StreamMode mode() {
            return streamModeDetails == null ? StreamMode.PROVISIONED : streamModeDetails.streamMode();
        }

        @Override
        public void check() {
            // it becomes the name of a directory
            if (streamName.equals(".") || streamName.equals("..")) {
                throw ApiException.invalidArgument("streamName must not be '.' or '..'");
            }
            if (mode() == StreamMode.PROVISIONED && shardCount == null) {
                throw ApiException.validation(
                        Constraints.message("Value null at 'shardCount'", "Member must not be null"));
            }
            if (mode() == StreamMode.ON_DEMAND && shardCount != null) {
                throw ApiException.validation("shardCount must not be given for an on-demand stream");
            }
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
            implements StreamRequest {}

    record DescribeStreamSummary(
            @Nullable String streamName, @Nullable String streamARN) implements StreamRequest {}

    record ListStreams(
            @Nullable Integer limit,
            @Nullable String exclusiveStartStreamName,
            @Nullable String nextToken) implements Request {}

    record StreamSummary(
            String streamName,
            String streamARN,
            StreamStatus streamStatus,
            StreamModeDetails streamModeDetails,
            Instant streamCreationTimestamp) {}

    record StreamList(
            List<String> streamNames,
            List<StreamSummary> streamSummaries,
            boolean hasMoreStreams,
            @Nullable String nextToken) {}

    void createStream(CreateStream request, Arns arns) throws IOException {
        Instant now = lookup.now();
        Map<String, String> tags = TagRules.checked(request.tags());
        if (lookup.store().find(request.streamName()).isPresent()
                || lookup.deleting(request.streamName()).isPresent()) {
            throw exists(request);
        }
        if (request.shardCount() != null) {
            ReshardOperations.checkLimit(lookup, request.shardCount());
        }
        lookup.checkCreating();
        int shards = request.shardCount() == null ? ON_DEMAND_SHARDS : request.shardCount();
        StreamState state = StreamState.of(
                        request.streamName(), now, request.mode(), Shards.uniform(shards, SequenceNumber.tickAt(now)))
                .tags(tags)
                .warmMibps(request.warmThroughputMiBps());
        if (!lookup.store()
                .create(
                        request.maxRecordSizeInKiB() == null
                                ? state
                                : state.maxRecordKib(request.maxRecordSizeInKiB()))) {
            throw exists(request);
        }
        lookup.created(state.name());
    }

    private static ApiException exists(CreateStream request) {
        return ApiException.resourceInUse("stream '" + request.streamName() + "' must not exist yet");
    }

    void deleteStream(DeleteStream request, Arns arns) throws IOException {
        KinesisStream stream = lookup.stream(request);
        StreamState state = stream.state();
        if (!state.consumers().isEmpty() && !Boolean.TRUE.equals(request.enforceConsumerDeletion())) {
            throw ApiException.resourceInUse("stream '" + state.name() + "' must have no consumers, got "
                    + state.consumers().size() + "; deregister them, or set enforceConsumerDeletion");
        }
        lookup.delete(stream);
    }

    StreamDescriptions.Described describeStream(DescribeStream request, Arns arns) {
        int limit = request.limit() == null ? DEFAULT_PAGE : request.limit();
        return StreamDescriptions.described(
                lookup.shown(request), arns, lookup.now(), request.exclusiveStartShardId(), limit);
    }

    StreamDescriptions.Summarised describeStreamSummary(DescribeStreamSummary request, Arns arns) {
        return StreamDescriptions.summarised(lookup.shown(request), arns);
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
                .map(stream -> summary(stream, arns))
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

    private static StreamSummary summary(KinesisStream stream, Arns arns) {
        StreamState state = stream.state();
        return new StreamSummary(
                state.name(),
                arns.stream(state.name()),
                stream.status(),
                new StreamModeDetails(state.mode()),
                state.created());
    }
}
