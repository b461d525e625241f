package io.millrace.kinesis.api;

import io.millrace.kinesis.request.ApiException;
import io.millrace.kinesis.request.Request;
import io.millrace.kinesis.request.StreamRequest;
import io.millrace.kinesis.store.KinesisStream;
import io.millrace.kinesis.store.StreamMode;
import io.millrace.kinesis.store.StreamState;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Changes of a stream's settings. */
final class SettingOperations {
    private static final int MODES_PER_DAY = 2;
    private static final int MIN_RETENTION_HOURS = 24;
    private static final List<String> SHARD_METRICS = List.of(
            "IncomingBytes",
            "IncomingRecords",
            "IteratorAgeMilliseconds",
            "OutgoingBytes",
            "OutgoingRecords",
            "ReadProvisionedThroughputExceeded",
            "WriteProvisionedThroughputExceeded");
    private static final String ALL_METRICS = "ALL";
    private static final String KMS = "KMS";

    private final StreamLookup lookup;

    SettingOperations(StreamLookup lookup) {
        this.lookup = lookup;
    }

    record SetRetention(
            @Nullable String streamName, @Nullable String streamARN, Integer retentionPeriodHours)
            implements StreamRequest {}

    record UpdateStreamMode(
            String streamARN,
            StreamOperations.StreamModeDetails streamModeDetails,
            @Nullable Integer warmThroughputMiBps)
            implements Request {}

    record Encrypt(@Nullable String streamName, @Nullable String streamARN, String encryptionType, String keyId)
            implements StreamRequest {
        @Override
        public void check() {
            if (!encryptionType.equals(KMS)) {
                throw ApiException.invalidArgument("encryptionType must be " + KMS + ", got '" + encryptionType + "'");
            }
        }
    }

    record Monitor(@Nullable String streamName, @Nullable String streamARN, List<String> shardLevelMetrics)
            implements StreamRequest {
        List<String> metrics() {
            return shardLevelMetrics.contains(ALL_METRICS) ? SHARD_METRICS : shardLevelMetrics;
        }
    }

    record Monitoring(
            String streamName,
            String streamARN,
            List<String> currentShardLevelMetrics,
            List<String> desiredShardLevelMetrics) {}

    /** The service takes no name here. */
    record UpdateMaxRecordSize(@Nullable String streamARN, Integer maxRecordSizeInKiB) implements Request {}

    record UpdateWarmThroughput(
            @Nullable String streamName, @Nullable String streamARN, Integer warmThroughputMiBps)
            implements StreamRequest {}

    record WarmThroughput(int targetMiBps, int currentMiBps) {
        static @Nullable WarmThroughput of(StreamState state) {
            return state.warmMibps() == null ? null : new WarmThroughput(state.warmMibps(), state.warmMibps());
        }
    }

    record UpdatedWarmThroughput(
            String streamName, String streamARN, @Nullable WarmThroughput warmThroughput) {}

    void increaseRetention(SetRetention request, Arns arns) throws IOException {
        lookup.update(lookup.stream(request), state -> {
            if (request.retentionPeriodHours() < state.retentionHours()) {
                throw ApiException.invalidArgument("retentionPeriodHours must not be less than the current "
                        + state.retentionHours() + ", got " + request.retentionPeriodHours()
                        + "; decrease it with DecreaseStreamRetentionPeriod");
            }
            return state.retentionHours(request.retentionPeriodHours());
        });
    }

    void decreaseRetention(SetRetention request, Arns arns) throws IOException {
        lookup.update(lookup.stream(request), state -> {
            if (request.retentionPeriodHours() < MIN_RETENTION_HOURS) {
                throw ApiException.invalidArgument("retentionPeriodHours must be at least " + MIN_RETENTION_HOURS
                        + ", got " + request.retentionPeriodHours());
            }
            if (request.retentionPeriodHours() > state.retentionHours()) {
                throw ApiException.invalidArgument("retentionPeriodHours must not be greater than the current "
                        + state.retentionHours() + ", got " + request.retentionPeriodHours()
                        + "; increase it with IncreaseStreamRetentionPeriod");
            }
            return state.retentionHours(request.retentionPeriodHours());
        });
    }

    void updateStreamMode(UpdateStreamMode request, Arns arns) throws IOException {
        lookup.update(lookup.stream(null, request.streamARN()), state -> {
            StreamMode next = request.streamModeDetails().streamMode();
            if (next == StreamMode.PROVISIONED && state.mode() == StreamMode.ON_DEMAND) {
                ReshardOperations.checkLimit(lookup, state.shards().open().size());
            }
            if (!lookup.admitsRare("UpdateStreamMode", state, MODES_PER_DAY)) {
                throw ApiException.limitExceeded("the mode of stream '" + state.name() + "' must change at most "
                        + MODES_PER_DAY + " times in 24 hours");
            }
            return state.mode(next).warmMibps(request.warmThroughputMiBps());
        });
    }

    void startEncryption(Encrypt request, Arns arns) throws IOException {
        lookup.update(lookup.stream(request), state -> state.keyId(request.keyId()));
    }

    void stopEncryption(Encrypt request, Arns arns) throws IOException {
        lookup.update(lookup.stream(request), state -> state.keyId(null));
    }

    Monitoring enableMonitoring(Monitor request, Arns arns) throws IOException {
        return monitor(request, arns, true);
    }

    Monitoring disableMonitoring(Monitor request, Arns arns) throws IOException {
        return monitor(request, arns, false);
    }

    private Monitoring monitor(Monitor request, Arns arns, boolean enables) throws IOException {
        KinesisStream stream = lookup.stream(request);
        List<String> before = stream.state().shardMetrics();
        lookup.update(stream, state -> {
            TreeSet<String> next = new TreeSet<>(state.shardMetrics());
            if (enables) {
                next.addAll(request.metrics());
            } else {
                request.metrics().forEach(next::remove);
            }
            return state.shardMetrics(List.copyOf(next));
        });
        StreamState state = stream.state();
        return new Monitoring(state.name(), arns.stream(state.name()), before, state.shardMetrics());
    }

    void updateMaxRecordSize(UpdateMaxRecordSize request, Arns arns) throws IOException {
        lookup.update(
                lookup.stream(null, request.streamARN()), state -> state.maxRecordKib(request.maxRecordSizeInKiB()));
    }

    UpdatedWarmThroughput updateWarmThroughput(UpdateWarmThroughput request, Arns arns) throws IOException {
        KinesisStream stream = lookup.stream(request);
        lookup.update(stream, state -> {
            if (state.mode() != StreamMode.ON_DEMAND) {
                throw ApiException.validation(
                        "stream '" + state.name() + "' must be on demand; change its mode with UpdateStreamMode");
            }
            return state.warmMibps(request.warmThroughputMiBps());
        });
        StreamState state = stream.state();
        return new UpdatedWarmThroughput(state.name(), arns.stream(state.name()), WarmThroughput.of(state));
    }
}
