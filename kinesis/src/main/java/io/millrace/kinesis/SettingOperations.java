package io.millrace.kinesis;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What of a stream can be set anew: its retention period and its capacity mode. */
final class SettingOperations {
    static final int MIN_RETENTION_HOURS = 24;

    private static final int MAX_RETENTION_HOURS = 8760;

    private final Catalog catalog;

    SettingOperations(Catalog catalog) {
        this.catalog = catalog;
    }

    record SetRetention(
            @Nullable String streamName, @Nullable String streamARN, Integer retentionPeriodHours) implements OnStream {
        @Override
        public void check(Mistakes mistakes) {
            mistakes.range("retentionPeriodHours", retentionPeriodHours, MIN_RETENTION_HOURS, MAX_RETENTION_HOURS);
        }
    }

    record UpdateStreamMode(String streamARN, StreamOperations.StreamModeDetails streamModeDetails)
            implements Request {}

    void increaseRetention(SetRetention request, Arns arns) throws IOException {
        catalog.stream(request).change(state -> {
            if (request.retentionPeriodHours() < state.retentionHours()) {
                throw ApiException.invalidArgument("retentionPeriodHours must not be less than the present "
                        + state.retentionHours() + ", got " + request.retentionPeriodHours());
            }
            return state.retentionHours(request.retentionPeriodHours());
        });
    }

    void decreaseRetention(SetRetention request, Arns arns) throws IOException {
        catalog.stream(request).change(state -> {
            if (request.retentionPeriodHours() > state.retentionHours()) {
                throw ApiException.invalidArgument("retentionPeriodHours must not be greater than the present "
                        + state.retentionHours() + ", got " + request.retentionPeriodHours());
            }
            return state.retentionHours(request.retentionPeriodHours());
        });
    }

    void updateStreamMode(UpdateStreamMode request, Arns arns) throws IOException {
        catalog.stream(null, request.streamARN())
                .change(state -> state.mode(request.streamModeDetails().streamMode()));
    }
}
