package io.millrace.connector.kinesis.reader;

import io.millrace.connector.kinesis.KinesisSourceOptions.ReaderType;
import io.millrace.connector.kinesis.client.SourceSettings;
import io.millrace.connector.kinesis.split.KinesisShardSplit;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** Makes the feeds of one split reader, as the settings want them. */
final class ShardFeeds {
    private final SourceSettings settings;
    private final KinesisAsyncClient client;
    private final SourceReaderMetricGroup metrics;
    private final RequestLimit limit = new RequestLimit();
    private final FetchLag lag;
    private @Nullable ConsumerLookup consumer;

    ShardFeeds(SourceSettings settings, KinesisAsyncClient client, SourceReaderMetricGroup metrics, FetchLag lag) {
        this.lag = lag;
        this.settings = settings;
        this.client = client;
        this.metrics = metrics;
    }

    ShardFeed feed(KinesisShardSplit split, FeedContext context) {
        ShardMetrics ofShard = new ShardMetrics(metrics, settings.stream(), split.shardId(), lag);
        if (settings.readerType() == ReaderType.POLLING) {
            return new PollingFeed(split, settings, client, context, limit, ofShard);
        }
        if (consumer == null) {
            consumer = new ConsumerLookup(settings, client, context);
        }
        return new SubscriptionFeed(split, settings, client, context, consumer, ofShard);
    }
}
