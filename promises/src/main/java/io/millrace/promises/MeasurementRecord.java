package io.millrace.promises;

import io.millrace.assembly.streams.OutgoingRecord;

/** Records of the stream of measurements, which two jobs read. */
final class MeasurementRecord {
    private MeasurementRecord() {}

    static OutgoingRecord of(String key, double value, long timestamp) {
        return new OutgoingRecord(
                key, "{\"key\":\"%s\",\"value\":%s,\"timestamp\":%d}".formatted(key, value, timestamp));
    }

    /** A record that is none. */
    static OutgoingRecord bad(String key) {
        return new OutgoingRecord(key, "not JSON " + key);
    }
}
