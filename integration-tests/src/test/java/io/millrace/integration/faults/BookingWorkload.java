package io.millrace.integration.faults;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.streams.IncomingRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Bookings are created before and after what happens to them; some are paid twice, some never, some fail to be paid and
 * are cancelled, some are never created.
 */
final class BookingWorkload implements Workload {
    private static final String CREATED = "booking-created";
    private static final String EVENTS = "booking-events";
    private static final List<String> TYPES =
            List.of("PAYMENT_SUCCEEDED", "PAYMENT_SUCCEEDED", "PAYMENT_FAILED", "CONFIRMED", "CANCELLED", "SEEN");
    private static final Duration MATCH_TIMEOUT = Duration.ofSeconds(4);
    /** How many bookings are active at a time. */
    private static final int OPEN = 30;

    private final Random random;
    private long bookings;

    BookingWorkload(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public String job() {
        return "booking-alerts";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "events.count",
                "2",
                "match.timeout",
                MATCH_TIMEOUT.toSeconds() + " s",
                "escalations",
                "payment-trouble: PAYMENT_FAILED{2} within 3 s, then CANCELLED;"
                        + " unconfirmed: created, not CONFIRMED within 2 s",
                "escalations.within",
                "4 s");
    }

    @Override
    public Map<String, Integer> inputs() {
        return Map.of(CREATED, 2, EVENTS, 2);
    }

    @Override
    public Set<String> outputs() {
        return Set.of("alerts", "escalations");
    }

    @Override
    public String id(String output, JsonNode record) {
        return record.path(output.equals("alerts") ? "alertId" : "escalationId").asText();
    }

    @Override
    public Duration settles() {
        return MATCH_TIMEOUT.plusSeconds(1);
    }

    @Override
    public List<Put> begin(long nowMillis) {
        List<Put> records = new ArrayList<>();
        for (int i = 0; i < OPEN; i++) {
            records.add(created(++bookings, nowMillis));
            records.add(event(bookings, "SEEN", nowMillis));
        }
        return records;
    }

    @Override
    public List<Put> next(long nowMillis, int count) {
        List<Put> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(next(nowMillis));
        }
        return records;
    }

    private Put next(long now) {
        int kind = random.nextInt(1000);
        if (kind < 5) {
            return Put.json(EVENTS, kind, "{\"bookingId\":\"%d\",\"type\":".formatted(bookings));
        }
        // most are a moment old, some out of order, some hopelessly late
        long time =
                now - (kind < 900 ? random.nextInt(50) : kind < 980 ? random.nextInt(1_900) : random.nextInt(20_000));
        if (kind % 7 == 0) {
            // every ninth booking is never created
            long booking = ++bookings % 9 == 0 ? ++bookings : bookings;
            return created(booking, time);
        }
        long booking = Math.max(1, bookings - random.nextInt(OPEN) + 2);
        return event(booking, TYPES.get(random.nextInt(TYPES.size())), time);
    }

    @Override
    public List<Put> specimens(long nowMillis, int count) {
        List<Put> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(i % 2 == 0 ? created(i, nowMillis) : event(i - 1, TYPES.get(i % TYPES.size()), nowMillis));
        }
        return records;
    }

    static Put created(long booking, long time) {
        return Put.json(
                CREATED,
                booking,
                "{\"bookingId\":\"%d\",\"timestamp\":%d,\"value\":{\"room\":%d}}".formatted(booking, time, booking));
    }

    static Put event(long booking, String type, long time) {
        return Put.json(
                EVENTS,
                booking,
                "{\"bookingId\":\"%d\",\"type\":\"%s\",\"timestamp\":%d,\"value\":%d}"
                        .formatted(booking, type, time, time % 1_000));
    }

    /** A booking has an alert exactly if its creation or payment was accepted. */
    @Override
    public List<String> unaccounted(Map<String, List<IncomingRecord>> inputs, Map<String, List<JsonNode>> outputs) {
        Set<String> rejected = outputs.get(Deployment.REJECTED).stream()
                .map(record -> record.path("stream")
                                .asText()
                                .substring(record.path("stream").asText().lastIndexOf('.') + 1)
                        + record.path("sequenceNumber").asText())
                .collect(toCollection(TreeSet::new));
        Set<String> alerted = outputs.get("alerts").stream()
                .map(alert -> alert.path("bookingId").asText())
                .collect(toCollection(TreeSet::new));
        Set<String> taken = new TreeSet<>();
        inputs.forEach((input, records) -> records.stream()
                .filter(record -> !rejected.contains(input + record.sequenceNumber()))
                .filter(record -> input.equals(CREATED) || record.text().contains("PAYMENT_SUCCEEDED"))
                .forEach(record ->
                        taken.add(Json.parse(record.text()).path("bookingId").asText())));
        return alerted.equals(taken)
                ? List.of()
                : List.of("bookings with an alert %s must be those accepted %s".formatted(alerted, taken));
    }
}
