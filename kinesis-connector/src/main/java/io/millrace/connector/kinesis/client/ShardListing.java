package io.millrace.connector.kinesis.client;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;

/** Asks for all shards of a stream that may hold records. */
public final class ShardListing {
    private ShardListing() {}

    /**
     * The request for one page.
     *
     * @param token of the page before; null for the first page
     */
    public static ListShardsRequest page(StreamArn stream, @Nullable String token) {
        ListShardsRequest.Builder request =
                ListShardsRequest.builder().overrideConfiguration(KinesisClientFactory.TIMELY);
        if (token == null) {
            request.streamARN(stream.text()).shardFilter(filter -> filter.type(ShardFilterType.FROM_TRIM_HORIZON));
        } else {
            request.nextToken(token); // which names the stream, and the service wants it named once
        }
        return request.build();
    }
}
