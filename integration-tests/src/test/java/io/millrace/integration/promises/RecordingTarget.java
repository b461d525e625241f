package io.millrace.integration.promises;

import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamRecords;
import io.millrace.promises.Target;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** No stage: it remembers which streams are used. */
final class RecordingTarget implements Target {
    private final Set<String> fed = new HashSet<>();
    private final Set<String> read = new HashSet<>();

    /** The streams that records were put to. */
    Set<String> fed() {
        return Set.copyOf(fed);
    }

    /** All streams that were used. */
    Set<String> streams() {
        Set<String> streams = new HashSet<>(fed);
        streams.addAll(read);
        return streams;
    }

    @Override
    public void put(String stream, List<OutgoingRecord> records) {
        fed.add(stream);
    }

    @Override
    public StreamRecords arriving(String stream) {
        read.add(stream);
        return StreamRecords.of(stream, List::of, Duration.ZERO);
    }

    @Override
    public Map<String, String> applications() {
        return Map.of();
    }

    @Override
    public Optional<Map<String, String>> alarms() {
        return Optional.empty();
    }

    @Override
    public Optional<Double> reads(String stream) {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
