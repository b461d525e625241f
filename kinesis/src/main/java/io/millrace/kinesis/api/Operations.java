package io.millrace.kinesis.api;

import io.millrace.kinesis.codec.Codec;
import io.millrace.kinesis.limit.Limits;
import io.millrace.kinesis.request.ApiException;
import io.millrace.kinesis.request.Request;
import io.millrace.kinesis.request.RequestReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operations with one response each; SubscribeToShard, which has many, is not among them. */
public final class Operations {
    private static final Set<String> LIMITED_BY_SHARD =
            Set.of("GetRecords", "GetShardIterator", "PutRecord", "PutRecords");

    private final Map<String, Operation<?>> byName = new HashMap<>();
    private final Limits limits;

    private record Operation<Q extends Request>(String name, Class<Q> request, Query<Q> query) {
        @Nullable
        Object run(byte[] body, Codec codec, Arns arns) throws IOException {
            return query.answer(RequestReader.read(name, body, codec, request), arns);
        }
    }

    private interface Query<Q> {
        @Nullable
        Object answer(Q request, Arns arns) throws IOException;
    }

    private interface Command<Q> {
        void carryOut(Q request, Arns arns) throws IOException;
    }

    public Operations(StreamLookup lookup) {
        this.limits = lookup.limits();
        StreamOperations streams = new StreamOperations(lookup);
        command("CreateStream", StreamOperations.CreateStream.class, streams::createStream);
        command("DeleteStream", StreamOperations.DeleteStream.class, streams::deleteStream);
        query("DescribeStream", StreamOperations.DescribeStream.class, streams::describeStream);
        query("DescribeStreamSummary", StreamOperations.DescribeStreamSummary.class, streams::describeStreamSummary);
        query("ListStreams", StreamOperations.ListStreams.class, streams::listStreams);

        SettingOperations settings = new SettingOperations(lookup);
        command("IncreaseStreamRetentionPeriod", SettingOperations.SetRetention.class, settings::increaseRetention);
        command("DecreaseStreamRetentionPeriod", SettingOperations.SetRetention.class, settings::decreaseRetention);
        command("UpdateStreamMode", SettingOperations.UpdateStreamMode.class, settings::updateStreamMode);

        command("StartStreamEncryption", SettingOperations.Encrypt.class, settings::startEncryption);
        command("StopStreamEncryption", SettingOperations.Encrypt.class, settings::stopEncryption);
        query("EnableEnhancedMonitoring", SettingOperations.Monitor.class, settings::enableMonitoring);
        query("DisableEnhancedMonitoring", SettingOperations.Monitor.class, settings::disableMonitoring);
        command("UpdateMaxRecordSize", SettingOperations.UpdateMaxRecordSize.class, settings::updateMaxRecordSize);
        query(
                "UpdateStreamWarmThroughput",
                SettingOperations.UpdateWarmThroughput.class,
                settings::updateWarmThroughput);

        AccountOperations account = new AccountOperations(lookup);
        query("DescribeLimits", AccountOperations.None.class, account::describeLimits);
        query("DescribeAccountSettings", AccountOperations.None.class, account::describeSettings);
        query("UpdateAccountSettings", AccountOperations.UpdateAccountSettings.class, account::updateSettings);
        command("PutResourcePolicy", AccountOperations.PutPolicy.class, account::putPolicy);
        query("GetResourcePolicy", AccountOperations.ResourcePolicy.class, account::getPolicy);
        command("DeleteResourcePolicy", AccountOperations.ResourcePolicy.class, account::deletePolicy);

        TagOperations tags = new TagOperations(lookup);
        command("AddTagsToStream", TagOperations.AddTags.class, tags::addTags);
        command("RemoveTagsFromStream", TagOperations.RemoveTags.class, tags::removeTags);
        query("ListTagsForStream", TagOperations.ListTags.class, tags::listTags);
        command("TagResource", TagOperations.TagResource.class, tags::tagResource);
        command("UntagResource", TagOperations.UntagResource.class, tags::untagResource);
        query("ListTagsForResource", TagOperations.ListResourceTags.class, tags::listResourceTags);

        ShardListOperations lists = new ShardListOperations(lookup);
        query("ListShards", ShardListOperations.ListShards.class, lists::listShards);

        ReshardOperations shards = new ReshardOperations(lookup);
        command("SplitShard", ReshardOperations.SplitShard.class, shards::splitShard);
        command("MergeShards", ReshardOperations.MergeShards.class, shards::mergeShards);
        query("UpdateShardCount", ReshardOperations.UpdateShardCount.class, shards::updateShardCount);

        PutOperations puts = new PutOperations(lookup);
        query("PutRecord", PutOperations.PutRecord.class, puts::putRecord);
        query("PutRecords", PutOperations.PutRecords.class, puts::putRecords);

        ReadOperations reads = new ReadOperations(lookup);
        query("GetShardIterator", ReadOperations.GetShardIterator.class, reads::getShardIterator);
        query("GetRecords", ReadOperations.GetRecords.class, reads::getRecords);

        ConsumerOperations consumers = new ConsumerOperations(lookup);
        query("RegisterStreamConsumer", ConsumerOperations.Register.class, consumers::register);
        query("DescribeStreamConsumer", ConsumerOperations.OneConsumer.class, consumers::describe);
        query("ListStreamConsumers", ConsumerOperations.ListConsumers.class, consumers::list);
        command("DeregisterStreamConsumer", ConsumerOperations.OneConsumer.class, consumers::deregister);
    }

    Set<String> names() {
        return byName.keySet();
    }

    /**
     * Reads and checks a request, and carries it out.
     *
     * @return the response, or null when it has no members
     * @throws ApiException when there is no such operation, or the request is refused
     */
    public @Nullable Object run(String name, byte[] body, Codec codec, Arns arns) throws IOException {
        Operation<?> operation = byName.get(name);
        if (operation == null) {
            throw ApiException.unknownOperation("the operation must be one of the service, got '" + name + "'");
        }
        if (!LIMITED_BY_SHARD.contains(name) && !limits.admitsCall(name)) {
            throw ApiException.limitExceeded(
                    "Rate exceeded for " + name + "; call it less often, or start the server with --limits off");
        }
        return operation.run(body, codec, arns);
    }

    private <Q extends Request> void query(String name, Class<Q> request, Query<Q> query) {
        byName.put(name, new Operation<>(name, request, query));
    }

    private <Q extends Request> void command(String name, Class<Q> request, Command<Q> command) {
        query(name, request, (given, arns) -> {
            command.carryOut(given, arns);
            return null;
        });
    }
}
