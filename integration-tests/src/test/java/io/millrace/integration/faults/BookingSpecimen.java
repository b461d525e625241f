package io.millrace.integration.faults;

import static io.millrace.integration.faults.BookingWorkload.created;
import static io.millrace.integration.faults.BookingWorkload.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An open booking, one with an alert already, a sequence in progress, and records that wait to be sorted. */
final class BookingSpecimen extends SpecimenOf {
    BookingSpecimen() {
        super(new BookingWorkload(0));
    }

    @Override
    Map<String, String> ofItsJob() {
        return Map.of(
                "events.count",
                "2",
                "match.timeout",
                FOR_EVER,
                "alert.retention",
                FOR_EVER,
                "escalations",
                "payment-trouble: PAYMENT_FAILED{3} within 36500 d, then CANCELLED;"
                        + " unconfirmed: created, not CONFIRMED within 1 s",
                "escalations.within",
                FOR_EVER);
    }

    @Override
    public List<Put> before(long nowMillis) {
        long judged = nowMillis - 10_000;
        return List.of(
                created(1, judged),
                created(2, judged),
                event(1, "CONFIRMED", judged),
                event(2, "CONFIRMED", judged),
                event(1, "PAYMENT_SUCCEEDED", judged),
                event(2, "PAYMENT_SUCCEEDED", judged),
                event(2, "PAYMENT_SUCCEEDED", judged + 1),
                event(4, "PAYMENT_FAILED", judged),
                event(4, "PAYMENT_FAILED", judged + 1),
                event(4, "PAYMENT_FAILED", judged + 2),
                created(3, nowMillis),
                event(3, "PAYMENT_SUCCEEDED", nowMillis),
                event(3, "PAYMENT_SUCCEEDED", nowMillis + 1));
    }

    @Override
    public List<Put> after(long nowMillis) {
        return List.of(
                event(1, "PAYMENT_SUCCEEDED", nowMillis),
                event(2, "PAYMENT_SUCCEEDED", nowMillis),
                event(4, "CANCELLED", nowMillis));
    }

    @Override
    public List<String> expected() {
        return List.of(
                "booking 1 is MATCHED with 2 events",
                "booking 3 is MATCHED with 2 events",
                "booking 3 is unconfirmed after 1 records",
                "booking 4 is payment-trouble after 4 records");
    }

    @Override
    public List<String> said(Map<String, List<JsonNode>> outputs) {
        List<String> said = new ArrayList<>();
        for (JsonNode alert : outputs.get("alerts")) {
            said.add("booking %s is %s with %s events"
                    .formatted(
                            alert.path("bookingId").asText(), alert.path("type").asText(), alert.path("count")));
        }
        for (JsonNode escalation : outputs.get("escalations")) {
            said.add("booking %s is %s after %s records"
                    .formatted(
                            escalation.path("bookingId").asText(),
                            escalation.path("escalation").asText(),
                            escalation.path("records")));
        }
        outputs.get(Deployment.REJECTED)
                .forEach(record -> said.add(record.path("reason").asText()));
        return said;
    }
}
