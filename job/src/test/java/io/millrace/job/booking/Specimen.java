package io.millrace.job.booking;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.contract.flink.Settings;
import io.millrace.job.record.SourceRecord;
import java.util.HashMap;
import java.util.Map;

/** Records and settings for tests. */
final class Specimen {
    static final SourceRecord SOURCE = record(SourceRecord.NO_ARRIVAL, "{}");

    private Specimen() {}

    /** The defaults with short durations. */
    static BookingSettings settings(String... keysAndValues) {
        Map<String, String> values = new HashMap<>(Map.of(
                "events.count", "2",
                "match.timeout", "10 s",
                "alert.retention", "20 s",
                "escalations",
                        "payment-trouble: PAYMENT_FAILED{3} within 5 s, then CANCELLED within 8 s;"
                                + " unconfirmed: created, not CONFIRMED within 6 s",
                "events.out-of-orderness", "2 s",
                "events.idle-timeout", "3 s",
                "events.read-skew", "0 s"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return BookingSettings.of(new Settings(values));
    }

    static String created(String bookingId, long time) {
        return created(bookingId, time, "1");
    }

    static String created(String bookingId, long time, String value) {
        return "{\"bookingId\":\"" + bookingId + "\",\"timestamp\":" + time + ",\"value\":" + value + "}";
    }

    static String event(String bookingId, String type, long time) {
        return event(bookingId, type, time, "2");
    }

    static String event(String bookingId, String type, long time, String value) {
        return "{\"bookingId\":\"" + bookingId + "\",\"type\":\"" + type + "\",\"timestamp\":" + time + ",\"value\":"
                + value + "}";
    }

    static SourceRecord record(long arrival, String json) {
        return SourceRecord.data("stream", "shard-0", "0", "key", arrival, json.getBytes(UTF_8));
    }
}
