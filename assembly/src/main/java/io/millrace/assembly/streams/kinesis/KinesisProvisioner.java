package io.millrace.assembly.streams.kinesis;

import io.millrace.assembly.deployment.StreamPlan;
import io.millrace.assembly.streams.StreamException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.CreateStreamRequest;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** Creates missing streams and changes existing ones to match a plan, as a deploy would. */
final class KinesisProvisioner {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** The service's limit of streams that are being created. */
    private static final int CREATED_AT_ONCE = 5;

    private static final int NEW_RETENTION_HOURS = 24;

    private final KinesisClient client;
    private final Consumer<String> events;

    KinesisProvisioner(KinesisClient client, Consumer<String> events) {
        this.client = client;
        this.events = events;
    }

    /** Returns once every stream is active. */
    void provision(List<StreamPlan> streams) {
        Map<String, StreamDescriptionSummary> existing = new HashMap<>();
        streams.forEach(stream -> describe(stream.name()).ifPresent(summary -> existing.put(stream.name(), summary)));
        List<StreamPlan> missing = streams.stream()
                .filter(stream -> !existing.containsKey(stream.name()))
                .toList();
        for (int i = 0; i < missing.size(); i += CREATED_AT_ONCE) {
            List<StreamPlan> group = missing.subList(i, Math.min(i + CREATED_AT_ONCE, missing.size()));
            group.forEach(this::create);
            group.forEach(stream -> awaitActive(stream.name()));
        }
        for (StreamPlan stream : streams) {
            StreamDescriptionSummary found = existing.get(stream.name());
            if (found != null) {
                resize(stream, found);
            }
            retain(stream, found == null ? NEW_RETENTION_HOURS : found.retentionPeriodHours());
        }
    }

    /** Returns once no stream of these names exists. */
    void delete(List<String> names) {
        List<String> existing =
                names.stream().filter(name -> describe(name).isPresent()).toList();
        for (String name : existing) {
            client.deleteStream(request -> request.streamName(name).enforceConsumerDeletion(true));
        }
        Instant deadline = Instant.now().plus(TIMEOUT);
        for (String name : existing) {
            while (describe(name).isPresent()) {
                if (Instant.now().isAfter(deadline)) {
                    throw new StreamException(
                            "stream %s was not deleted within %d s".formatted(name, TIMEOUT.toSeconds()));
                }
                pause();
            }
        }
    }

    private void create(StreamPlan stream) {
        CreateStreamRequest.Builder request = CreateStreamRequest.builder().streamName(stream.name());
        if (stream.shards() == StreamPlan.ON_DEMAND) {
            request.streamModeDetails(mode -> mode.streamMode(StreamMode.ON_DEMAND));
        } else {
            request.shardCount(stream.shards());
        }
        whenAllowed(() -> client.createStream(request.build()));
        events.accept("created stream %s (%s)".formatted(stream.name(), stream.sizing()));
    }

    /** The mode first, since the service reshards no stream on demand. A change of the mode keeps the shards. */
    private void resize(StreamPlan stream, StreamDescriptionSummary found) {
        StreamMode mode = stream.shards() == StreamPlan.ON_DEMAND ? StreamMode.ON_DEMAND : StreamMode.PROVISIONED;
        StreamDescriptionSummary current =
                found.streamModeDetails().streamMode() == mode ? found : changeMode(found, mode);
        if (mode == StreamMode.PROVISIONED && stream.shards() != current.openShardCount()) {
            reshard(stream, current.openShardCount());
        }
    }

    private StreamDescriptionSummary changeMode(StreamDescriptionSummary stream, StreamMode mode) {
        whenAllowed(() -> client.updateStreamMode(request ->
                request.streamARN(stream.streamARN()).streamModeDetails(details -> details.streamMode(mode))));
        events.accept("changed stream %s to the mode %s".formatted(stream.streamName(), mode));
        return awaitActive(stream.streamName());
    }

    /** In steps: one {@code UpdateShardCount} can at most double or halve the number of shards. */
    private void reshard(StreamPlan stream, int from) {
        int shards = from;
        while (shards != stream.shards()) {
            int next = stream.shards() > shards
                    ? Math.min(stream.shards(), shards * 2)
                    : Math.max(stream.shards(), (shards + 1) / 2);
            whenAllowed(() -> client.updateShardCount(request ->
                    request.streamName(stream.name()).targetShardCount(next).scalingType(ScalingType.UNIFORM_SCALING)));
            shards = awaitActive(stream.name()).openShardCount();
        }
        events.accept("changed stream %s from %d to %d shards".formatted(stream.name(), from, stream.shards()));
    }

    private void retain(StreamPlan stream, int hours) {
        if (stream.retentionHours() > hours) {
            whenAllowed(() -> client.increaseStreamRetentionPeriod(
                    request -> request.streamName(stream.name()).retentionPeriodHours(stream.retentionHours())));
        } else if (stream.retentionHours() < hours) {
            whenAllowed(() -> client.decreaseStreamRetentionPeriod(
                    request -> request.streamName(stream.name()).retentionPeriodHours(stream.retentionHours())));
        } else {
            return;
        }
        awaitActive(stream.name());
    }

    private Optional<StreamDescriptionSummary> describe(String name) {
        try {
            return Optional.of(whenAllowed(() -> client.describeStreamSummary(request -> request.streamName(name)))
                    .streamDescriptionSummary());
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Waits while calls of this kind are too many, or another change of the stream has not ended. */
    private static <T> T whenAllowed(Supplier<T> call) {
        Instant deadline = Instant.now().plus(TIMEOUT);
        while (true) {
            try {
                return call.get();
            } catch (LimitExceededException | ResourceInUseException e) {
                if (Instant.now().isAfter(deadline)) {
                    throw e;
                }
                pause();
            }
        }
    }

    private StreamDescriptionSummary awaitActive(String name) {
        Instant deadline = Instant.now().plus(TIMEOUT);
        while (Instant.now().isBefore(deadline)) {
            Optional<StreamDescriptionSummary> stream = describe(name);
            if (stream.isPresent() && stream.get().streamStatus() == StreamStatus.ACTIVE) {
                return stream.get();
            }
            pause();
        }
        throw new StreamException("stream %s did not become active within %d s".formatted(name, TIMEOUT.toSeconds()));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamException("interrupted while streams were set up");
        }
    }
}
