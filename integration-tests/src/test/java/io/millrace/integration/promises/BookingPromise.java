package io.millrace.integration.promises;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.local.junit.StageRecords;
import java.util.List;

/** A booking that is paid, and one whose payment fails three times before it is cancelled. */
final class BookingPromise {
    private final Run run;
    private final StageRecords alerts;
    private final StageRecords escalations;
    private final StageRecords rejected;
    private final long now = System.currentTimeMillis();

    private BookingPromise(Run run, TargetStage stage) {
        this.run = run;
        this.alerts = stage.arriving("Alerts").where(record -> isOf("paid", record.json()));
        this.escalations = stage.arriving("Escalations").where(record -> isOf("troubled", record.json()));
        this.rejected =
                stage.arriving("BookingRejected").where(record -> record.text().contains(run.key("bad")));
    }

    private boolean isOf(String booking, JsonNode record) {
        return record.path("bookingId").asText().equals(run.key(booking));
    }

    static BookingPromise feed(TargetStage stage, Run run) {
        BookingPromise promise = new BookingPromise(run, stage);
        stage.put("BookingCreated", List.of(promise.created("paid"), promise.created("troubled")));
        stage.put(
                "BookingEvents",
                List.of(
                        promise.event("paid", 1, "PAYMENT_SUCCEEDED"),
                        promise.event("troubled", 1, "PAYMENT_FAILED"),
                        promise.event("troubled", 2, "PAYMENT_FAILED"),
                        promise.event("troubled", 3, "PAYMENT_FAILED"),
                        promise.event("troubled", 4, "CANCELLED"),
                        new OutgoingRecord(run.key("bad"), "no JSON " + run.key("bad"))));
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

    void aPaidBookingGivesOneAlertOfBothItsHalves() {
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

    void whatIsNoBookingIsRejected() {
        assertThat(rejected.await(1).stream()
                        .map(record -> record.json().get("code").asText()))
                .containsOnly("NOT_JSON");
    }
}
