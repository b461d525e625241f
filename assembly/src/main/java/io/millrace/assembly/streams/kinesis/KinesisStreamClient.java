package io.millrace.assembly.streams.kinesis;

import io.millrace.assembly.deployment.StreamPlan;
import io.millrace.assembly.streams.StreamClient;
import io.millrace.assembly.streams.StreamFollower;
import io.millrace.assembly.streams.StreamHistory;
import io.millrace.assembly.streams.StreamWriter;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Client of Kinesis data streams: local ones, or those of an account. */
public final class KinesisStreamClient implements StreamClient {
    private final KinesisClient client;

    /** A client of the local Kinesis. */
    public KinesisStreamClient(URI endpoint, String region) {
        this(KinesisClients.of(endpoint, region));
    }

    /** A client of any Kinesis. Closing it closes the given client. */
    public KinesisStreamClient(KinesisClient client) {
        this.client = client;
    }

    @Override
    public void provision(List<StreamPlan> streams, Consumer<String> events) {
        new KinesisProvisioner(client, events).provision(streams);
    }

    @Override
    public void delete(List<String> streamNames) {
        new KinesisProvisioner(client, event -> {}).delete(streamNames);
    }

    @Override
    public StreamWriter writer(String streamName) {
        return new KinesisWriter(client, streamName);
    }

    @Override
    public StreamFollower fromStart(String streamName) {
        return KinesisFollower.fromStart(client, streamName);
    }

    @Override
    public StreamFollower from(String streamName, Instant time) {
        return KinesisFollower.from(client, streamName, time);
    }

    @Override
    public StreamFollower fromNow(String streamName) {
        return KinesisFollower.fromNow(client, streamName);
    }

    @Override
    public StreamHistory history(String streamName, Instant from, Instant to) {
        return KinesisHistory.of(client, streamName, from, to);
    }

    @Override
    public void close() {
        client.close();
    }
}
