package io.millrace.job.booking;

import static io.millrace.job.booking.Specimen.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.job.record.RejectedException;
import io.millrace.job.record.Rejection;
import io.millrace.job.record.SourceRecord;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
    private static final BookingEventReader CREATIONS = BookingEventReader.creations(Specimen.settings());
    private static final BookingEventReader EVENTS = BookingEventReader.events(Specimen.settings());

    private static SourceRecord json(String json) {
        return record(SourceRecord.NO_ARRIVAL, json);
    }

    @Test
    void readsTheFieldsAtTheDefaultPaths() throws RejectedException {
        SourceRecord created = json("{\"bookingId\":\"b\",\"timestamp\":5,\"value\":{\"a\":[1]},\"more\":1}");
        SourceRecord counting = json("{\"bookingId\":7,\"timestamp\":\"1970-01-01T00:00:01Z\","
                + "\"type\":\"PAYMENT_SUCCEEDED\",\"value\":\"x\"}");
        SourceRecord other = json("{\"bookingId\":\"b\",\"timestamp\":5,\"type\":\"SEEN\",\"value\":null}");

        assertThat(CREATIONS.read(created)).isEqualTo(BookingEvent.creation("b", "{\"a\":[1]}", 5, created));
        assertThat(EVENTS.read(counting))
                .isEqualTo(BookingEvent.event("7", "PAYMENT_SUCCEEDED", true, "\"x\"", 1_000, counting));
        assertThat(EVENTS.read(other)).isEqualTo(BookingEvent.event("b", "SEEN", false, null, 5, other));
    }

    @Test
    void readsTheFieldsAtTheGivenPaths() throws RejectedException {
        BookingSettings settings = Specimen.settings(
                "created.id.path", "$.id",
                "created.time.path", "$.at",
                "created.value.path", "$.guest.name",
                "events.id.path", "$.booking[0]",
                "events.time.path", "$.meta.at",
                "events.type.path", "$.kind",
                "events.value.path", "$.sums[*].amount",
                "events.condition.path", "$.payment.state",
                "events.condition.values", "PAID;REFUNDED");
        SourceRecord created = json("{\"id\":\"b\",\"at\":5,\"guest\":{\"name\":\"G\"}}");
        SourceRecord event =
                json("{\"booking\":[\"b\"],\"meta\":{\"at\":5},\"kind\":\"K\",\"sums\":[{},{\"amount\":3}],"
                        + "\"payment\":{\"state\":\"REFUNDED\"}}");

        assertThat(BookingEventReader.creations(settings).read(created))
                .isEqualTo(BookingEvent.creation("b", "\"G\"", 5, created));
        assertThat(BookingEventReader.events(settings).read(event))
                .isEqualTo(BookingEvent.event("b", "K", true, "3", 5, event));
    }

    @Test
    void starAcceptsAnyValue() throws RejectedException {
        BookingEventReader reader = events("*");

        assertThat(reader.read(json("{\"bookingId\":1,\"timestamp\":5,\"type\":\"K\",\"paid\":false}")).counts)
                .isTrue();
        assertThat(reader.read(json("{\"bookingId\":1,\"timestamp\":5,\"type\":\"K\",\"paid\":null}")).counts)
                .isFalse();
        assertThat(reader.read(json("{\"bookingId\":1,\"timestamp\":5,\"type\":\"K\"}")).counts)
                .isFalse();
    }

    /** The event may still be a step of a sequence. */
    @Test
    void onlyTheStarAcceptsAnObject() throws RejectedException {
        SourceRecord record = json("{\"bookingId\":1,\"timestamp\":5,\"type\":\"K\",\"paid\":{\"x\":1}}");

        assertThat(events("*").read(record).counts).isTrue();
        assertThat(events("PAID").read(record).counts).isFalse();
    }

    private static BookingEventReader events(String values) {
        return BookingEventReader.events(
                Specimen.settings("events.condition.path", "$.paid", "events.condition.values", values));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{|NOT_JSON|not JSON: Unexpected end-of-input",
                "{}|WRONG_SHAPE|$.bookingId is missing",
                "{\"bookingId\":\"b\"}|WRONG_SHAPE|$.timestamp is missing",
                "{\"bookingId\":{},\"timestamp\":5,\"type\":\"K\"}|WRONG_SHAPE|$.bookingId must be",
                "{\"bookingId\":\"\",\"timestamp\":5,\"type\":\"K\"}|OUT_OF_RANGE|$.bookingId must be 1 to 256 characters long, got 0",
                "{\"bookingId\":\"b\",\"timestamp\":5,\"type\":\"\"}|OUT_OF_RANGE|$.type must be 1 to 256 characters long, got 0",
                "{\"bookingId\":\"b\",\"timestamp\":-1,\"type\":\"K\"}|OUT_OF_RANGE|$.timestamp must be epoch milliseconds",
                "{\"bookingId\":\"b\",\"timestamp\":\"+999999999-01-01T00:00:00Z\",\"type\":\"K\"}|WRONG_SHAPE|$.timestamp must be epoch milliseconds or ISO 8601",
                "{\"bookingId\":\"b\",\"timestamp\":0,\"type\":\"K\"}|OUT_OF_RANGE|$.timestamp must be after 1970-01-01T00:00:00Z, got 0",
                "{\"bookingId\":\"b\",\"timestamp\":5}|WRONG_SHAPE|$.type is missing",
                "{\"bookingId\":\"b\",\"timestamp\":5,\"type\":\"K\",\"value\":\"\\udc00\"}|OUT_OF_RANGE|$.value must have no unpaired surrogate, got one at character 1",
                "{\"bookingId\":\"b\",\"timestamp\":70000,\"type\":\"K\"}|OUT_OF_RANGE|timestamp must be at most 60000 ms after the record's arrival, got 70000 for an arrival at 9999",
            })
    void recordThatIsNoEventIsRejectedWithAReason(String json, Rejection code, String reason) {
        RejectedException rejected =
                catchThrowableOfType(RejectedException.class, () -> EVENTS.read(record(9_999, json)));

        assertThat(rejected.rejection()).isEqualTo(code);
        assertThat(rejected.reason()).startsWith(reason);
    }

    @Test
    void valueTooLargeForAnAlertIsRejected() {
        String json = Specimen.created("b", 5, "\"" + "x".repeat(BookingEventReader.MAX_VALUE_CHARS) + "\"");

        assertThat(catchThrowableOfType(RejectedException.class, () -> CREATIONS.read(json(json)))
                        .rejection())
                .isEqualTo(Rejection.OUT_OF_RANGE);
    }

    @Test
    void outputsAreWrittenAsTheyAreSpecified() {
        Story story = Story.since(1_000, 10)
                .with(BookingEvent.creation("b", "{\"a\":1}", 1_000, Specimen.SOURCE))
                .with(BookingEvent.event("b", "K", true, "\"x\"", 1_001, Specimen.SOURCE));

        assertThat(text(new AlertSerializer().serialize(new Alert(Alert.Type.MATCHED, "b", 1_001, story))))
                .isEqualTo(
                        "{\"alertId\":\"b-1000\",\"type\":\"MATCHED\",\"bookingId\":\"b\",\"since\":1000,\"time\":1001,"
                                + "\"createdTime\":1000,\"createdValue\":{\"a\":1},\"count\":1,"
                                + "\"eventTime\":1001,\"eventValue\":\"x\"}");
        assertThat(text(new AlertSerializer()
                        .serialize(new Alert(Alert.Type.UNMATCHED, "b", 1_010, Story.since(1_000, 10)))))
                .isEqualTo("{\"alertId\":\"b-1000\",\"type\":\"UNMATCHED\",\"bookingId\":\"b\",\"since\":1000,"
                        + "\"time\":1010,\"count\":0}");
        assertThat(text(new EscalationSerializer().serialize(new Escalation("trouble", "b", 5, 9, 4))))
                .isEqualTo(
                        "{\"escalationId\":\"trouble:b-5-9\",\"escalation\":\"trouble\",\"bookingId\":\"b\",\"since\":5,"
                                + "\"time\":9,\"records\":4}");
    }

    /** Any bytes are read as an event that can be written again, or rejected. */
    @Test
    void noBytesEscapeAsAnotherException() {
        byte[] valid =
                ("{\"bookingId\":\"b\\u00e9\",\"timestamp\":1000,\"type\":\"PAYMENT_SUCCEEDED\",\"value\":[{\"a\":\"é\"},"
                                + "1.5e3]}")
                        .getBytes(UTF_8);
        Random random = new Random(7);
        int rejected = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] data = random.nextInt(8) == 0 ? Arrays.copyOf(valid, random.nextInt(valid.length)) : valid.clone();
            for (int j = random.nextInt(3); j >= 0 && data.length > 0; j--) {
                data[random.nextInt(data.length)] = (byte) random.nextInt(256);
            }
            rejected += isRejected(data) ? 1 : 0;
        }

        assertThat(rejected).isBetween(50_000, 99_999);
    }

    private static boolean isRejected(byte[] data) {
        try {
            BookingEvent event = EVENTS.read(SourceRecord.data("s", "shard-0", "1", "key", 1_000, data));
            Story story = Story.since(event.time, 10).with(event);
            assertThat(new AlertSerializer().serialize(new Alert(Alert.Type.UNMATCHED, event.bookingId, 0, story)))
                    .isNotEmpty();
            return false;
        } catch (RejectedException e) {
            assertThat(e.reason()).isNotBlank().hasSizeLessThan(1_000);
            return true;
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
