package io.millrace.kinesis.api;

import io.millrace.kinesis.request.ApiException;
import io.millrace.kinesis.request.StreamRequest;
import io.millrace.kinesis.store.Shard;
import io.millrace.kinesis.store.StreamState;
import io.millrace.kinesis.view.Page;
import io.millrace.kinesis.view.ShardView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** ListShards: shards in order of their ids, filtered by the time when they were open. */
final class ShardListOperations {
    private static final String NEXT_SHARDS = "shards";
    private static final int DEFAULT_PAGE = 1000;

    private final StreamLookup lookup;

    ShardListOperations(StreamLookup lookup) {
        this.lookup = lookup;
    }

    record ListShards(
            @Nullable String streamName,
            @Nullable String streamARN,
            @Nullable String nextToken,
            @Nullable String exclusiveStartShardId,
            @Nullable Integer maxResults,
            @Nullable Instant streamCreationTimestamp,
            @Nullable ShardFilter shardFilter)
            implements StreamRequest {
        @Override
        public void check() {
            boolean namesStream = streamName != null || streamARN != null;
            if (nextToken == null && !namesStream) {
                throw ApiException.invalidArgument("streamName, streamARN or nextToken must be given");
            }
            if (nextToken != null
                    && (namesStream
                            || exclusiveStartShardId != null
                            || streamCreationTimestamp != null
                            || shardFilter != null)) {
                throw ApiException.invalidArgument(
                        "nextToken must be given without a stream, an exclusiveStartShardId, "
                                + "a streamCreationTimestamp or a shardFilter");
            }
            if (shardFilter != null) {
                shardFilter.check();
            }
        }
    }

    record ShardList(List<ShardView> shards, @Nullable String nextToken) {}

    ShardList listShards(ListShards request, Arns arns) {
        if (request.nextToken() != null) {
            List<String> rest =
                    lookup.nextToken(NEXT_SHARDS, 5, request.nextToken()).fields();
            StreamState state = lookup.stream(rest.get(0)).state();
            return page(state, rest.get(1), ShardFilter.parse(rest.subList(2, 5)), request.maxResults());
        }
        StreamState state = lookup.created(request.streamName(), request.streamARN(), request.streamCreationTimestamp())
                .state();
        ShardFilter filter = Optional.ofNullable(request.shardFilter()).orElse(ShardFilter.ALL);
        String after = Optional.ofNullable(request.exclusiveStartShardId()).orElse("");
        return page(state, after, filter, request.maxResults());
    }

    private ShardList page(StreamState state, String after, ShardFilter filter, @Nullable Integer maxResults) {
        Instant now = lookup.now();
        Instant horizon = state.horizon(now);
        Page<Shard> page = Page.of(
                state.shards().all().stream()
                        .filter(shard -> shard.id().compareTo(after) > 0)
                        .filter(shard -> state.keeps(shard, now))
                        .filter(shard ->
                                filter.test(shard, state.created().isAfter(horizon) ? state.created() : horizon))
                        .toList(),
                maxResults == null ? DEFAULT_PAGE : maxResults);
        return new ShardList(
                page.members().stream().map(ShardView::of).toList(),
                page.hasMore() ? nextToken(state, page.last(), filter) : null);
    }

    private String nextToken(StreamState state, Shard last, ShardFilter filter) {
        List<String> filterFields = filter.fields();
        return lookup.nextToken(
                NEXT_SHARDS,
                List.of(state.name(), last.id(), filterFields.get(0), filterFields.get(1), filterFields.get(2)));
    }
}
