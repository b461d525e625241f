package io.millrace.promises;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamRecords;
import java.util.List;

/** A booking that is paid, and one whose payment fails three times before it is cancelled. */
final class BookingPromise {
    private final Run run;
    private final StreamRecords alerts;
    private final StreamRecords escalations;
    private final StreamRecords rejected;
    private final long now = System.currentTimeMillis();

    private BookingPromise(Run run, Target target) {
        this.run = run;
        this.alerts = target.arriving("Alerts").where(record -> isOf("paid", record.json()));
        this.escalations = target.arriving("Escalations").where(record -> isOf("troubled", record.json()));
        this.rejected =
                target.arriving("BookingRejected").where(record -> record.text().contains(run.key("bad")));
    }

    private boolean isOf(String booking, JsonNode record) {
        return record.path("bookingId").asText().equals(run.key(booking));
    }

    static BookingPromise feed(Target target, Run run) {
        BookingPromise promise = new BookingPromise(run, target);
        target.put("BookingCreated", List.of(promise.created("paid"), promise.created("troubled")));
        target.put(
                "BookingEvents",
                List.of(
                        promise.event("paid", 1, "PAYMENT_SUCCEEDED"),
                        promise.event("troubled", 1, "PAYMENT_FAILED"),
                        promise.event("troubled", 2, "PAYMENT_FAILED"),
                        promise.event("troubled", 3, "PAYMENT_FAILED"),
                        promise.event("troubled", 4, "CANCELLED"),
                        new OutgoingRecord(run.key("bad"), "not JSON " + run.key("bad"))));
        return promise;
    }

    private OutgoingRecord created(String booking) {
        return new OutgoingRecord(
                run.key(booking),
                "{\"bookingId\":\"%s\",\"timestamp\":%d,\"value\":{\"seats\":2}}".formatted(run.key(booking), now));
    }

    private OutgoingRecord event(String booking, int millis, String type) {
        return new OutgoingRecord(
                run.key(booking),
                "{\"bookingId\":\"%s\",\"timestamp\":%d,\"type\":\"%s\",\"value\":90.5}"
                        .formatted(run.key(booking), now + millis, type));
    }

    void aPaidBookingIsOneAlertWithBothItsRecords() {
        assertThat(alerts.await(1).stream()
                        .map(record -> record.json().toString())
                        .distinct())
                .singleElement()
                .asString()
                .contains(
                        "\"type\":\"MATCHED\"",
                        "\"createdTime\":" + now,
                        "\"createdValue\":{\"seats\":2}",
                        "\"eventTime\":" + (now + 1),
                        "\"eventValue\":90.5");
    }

    void aTroubledBookingEscalates() {
        assertThat(escalations.await(1).stream()
                        .map(record -> record.json().get("escalation").asText()))
                .containsOnly("payment-trouble");
    }

    void whatIsNotABookingIsRejected() {
        assertThat(rejected.await(1).stream()
                        .map(record -> record.json().get("code").asText()))
                .containsOnly("NOT_JSON");
    }
}
