package io.millrace.assembly.streams.kinesis;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** Lists the shards of a stream. */
final class KinesisShards {
    private KinesisShards() {}

    /** Those that are open, and those that are closed and still have records. */
    static List<Shard> of(KinesisClient client, String streamName) {
        ListShardsResponse response = client.listShards(request -> request.streamName(streamName));
        List<Shard> shards = new ArrayList<>(response.shards());
        while (response.nextToken() != null) {
            String token = response.nextToken();
            response = client.listShards(request -> request.nextToken(token));
            shards.addAll(response.shards());
        }
        return shards;
    }
}
