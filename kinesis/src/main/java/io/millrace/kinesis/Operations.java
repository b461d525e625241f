package io.millrace.kinesis;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations that answer with one response; SubscribeToShard, which answers with many, is not one of them. */
final class Operations {
    private final Map<String, Operation<?>> byName = new HashMap<>();

    /**
     * An operation: the shape of its request, and what it does.
     *
     * @param <Q> the request
     */
    record Operation<Q extends Request>(Class<Q> request, Query<Q> action) {
        /** Checks the request, does what it asks, and returns the response: null when that has no members. */
        @Nullable
        Object run(byte[] body, Codec codec, Arns arns) throws IOException {
            return action.answer(Requests.read(body, codec, request), arns);
        }
    }

    private interface Query<Q> {
        @Nullable
        Object answer(Q request, Arns arns) throws IOException;
    }

    private interface Command<Q> {
        void carryOut(Q request, Arns arns) throws IOException;
    }

    Operations(Catalog catalog) {
        StreamOperations streams = new StreamOperations(catalog);
        command("CreateStream", StreamOperations.CreateStream.class, streams::createStream);
        command("DeleteStream", StreamOperations.DeleteStream.class, streams::deleteStream);
        query("DescribeStream", StreamOperations.DescribeStream.class, streams::describeStream);
        query("DescribeStreamSummary", StreamOperations.DescribeStreamSummary.class, streams::describeStreamSummary);
        query("ListStreams", StreamOperations.ListStreams.class, streams::listStreams);

        SettingOperations settings = new SettingOperations(catalog);
        command("IncreaseStreamRetentionPeriod", SettingOperations.SetRetention.class, settings::increaseRetention);
        command("DecreaseStreamRetentionPeriod", SettingOperations.SetRetention.class, settings::decreaseRetention);
        command("UpdateStreamMode", SettingOperations.UpdateStreamMode.class, settings::updateStreamMode);

        TagOperations tags = new TagOperations(catalog);
        command("AddTagsToStream", TagOperations.AddTags.class, tags::addTags);
        command("RemoveTagsFromStream", TagOperations.RemoveTags.class, tags::removeTags);
        query("ListTagsForStream", TagOperations.ListTags.class, tags::listTags);

        ShardListOperations lists = new ShardListOperations(catalog);
        query("ListShards", ShardListOperations.ListShards.class, lists::listShards);

        ReshardOperations shards = new ReshardOperations(catalog);
        command("SplitShard", ReshardOperations.SplitShard.class, shards::splitShard);
        command("MergeShards", ReshardOperations.MergeShards.class, shards::mergeShards);
        query("UpdateShardCount", ReshardOperations.UpdateShardCount.class, shards::updateShardCount);

        PutOperations puts = new PutOperations(catalog);
        query("PutRecord", PutOperations.PutRecord.class, puts::putRecord);
        query("PutRecords", PutOperations.PutRecords.class, puts::putRecords);

        ReadOperations reads = new ReadOperations(catalog);
        query("GetShardIterator", ReadOperations.GetShardIterator.class, reads::getShardIterator);
        query("GetRecords", ReadOperations.GetRecords.class, reads::getRecords);

        ConsumerOperations consumers = new ConsumerOperations(catalog);
        query("RegisterStreamConsumer", ConsumerOperations.Register.class, consumers::register);
        query("DescribeStreamConsumer", ConsumerOperations.OneConsumer.class, consumers::describe);
        query("ListStreamConsumers", ConsumerOperations.ListConsumers.class, consumers::list);
        command("DeregisterStreamConsumer", ConsumerOperations.OneConsumer.class, consumers::deregister);
    }

    /** @throws ApiException when there is no such operation */
    Operation<?> find(String name) {
        Operation<?> operation = byName.get(name);
        if (operation == null) {
            throw ApiException.unknownOperation("the operation must be one that this server knows, got '" + name + "'");
        }
        return operation;
    }

    private <Q extends Request> void query(String name, Class<Q> request, Query<Q> query) {
        byName.put(name, new Operation<>(request, query));
    }

    private <Q extends Request> void command(String name, Class<Q> request, Command<Q> command) {
        query(name, request, (given, arns) -> {
            command.carryOut(given, arns);
            return null;
        });
    }
}
