package io.millrace.kinesis.api;

import io.millrace.kinesis.request.ApiException;
import io.millrace.kinesis.request.Request;
import io.millrace.kinesis.request.StreamRequest;
import io.millrace.kinesis.request.Violations;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Changes of a stream's retention period and capacity mode. */
final class SettingOperations {
    static final int MIN_RETENTION_HOURS = 24;

    private static final int MAX_RETENTION_HOURS = 8760;

    private final StreamLookup lookup;

    SettingOperations(StreamLookup lookup) {
        this.lookup = lookup;
    }

    record SetRetention(
            @Nullable String streamName, @Nullable String streamARN, Integer retentionPeriodHours)
            implements StreamRequest {
        @Override
        public void check(Violations violations) {
            violations.range("retentionPeriodHours", retentionPeriodHours, MIN_RETENTION_HOURS, MAX_RETENTION_HOURS);
        }
    }

    record UpdateStreamMode(String streamARN, StreamOperations.StreamModeDetails streamModeDetails)
            implements Request {}

    void increaseRetention(SetRetention request, Arns arns) throws IOException {
        lookup.stream(request).change(state -> {
            if (request.retentionPeriodHours() < state.retentionHours()) {
                throw ApiException.invalidArgument("retentionPeriodHours must not be less than the current "
                        + state.retentionHours() + ", got " + request.retentionPeriodHours());
            }
            return state.retentionHours(request.retentionPeriodHours());
        });
    }

    void decreaseRetention(SetRetention request, Arns arns) throws IOException {
        lookup.stream(request).change(state -> {
            if (request.retentionPeriodHours() > state.retentionHours()) {
                throw ApiException.invalidArgument("retentionPeriodHours must not be greater than the current "
                        + state.retentionHours() + ", got " + request.retentionPeriodHours());
            }
            return state.retentionHours(request.retentionPeriodHours());
        });
    }

    void updateStreamMode(UpdateStreamMode request, Arns arns) throws IOException {
        lookup.stream(null, request.streamARN())
                .change(state -> state.mode(request.streamModeDetails().streamMode()));
    }
}
