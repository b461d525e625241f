package io.millrace.job.lottery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.job.record.RejectedException;
import io.millrace.job.record.Rejection;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.time.EventReader;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
    private static final UserEventReader USERS =
            new UserEventReader(new DrawWindow(Specimen.WINDOW), Duration.ofMinutes(1));
    private static final LotteryEventReader LOTTERIES = new LotteryEventReader();

    private static SourceRecord record(long arrival, String json) {
        return Specimen.record("stream", "shard-0", 0, arrival, json);
    }

    private static SourceRecord record(String json) {
        return record(SourceRecord.NO_ARRIVAL, json);
    }

    private static void assertRejected(EventReader<?> format, SourceRecord record, Rejection code, String reason) {
        RejectedException rejected = catchThrowableOfType(RejectedException.class, () -> format.read(record));
        assertThat(rejected.rejection()).isEqualTo(code);
        assertThat(rejected.reason()).isEqualTo(reason);
    }

    @Test
    void readsTheEventsAsTheyAreSpecified() throws RejectedException {
        SourceRecord start = record("{\"type\":\"LotteryStartEvent\",\"lotteryId\":1}");
        SourceRecord buy = record(
                "{\"type\":\"UserBuyCouponEvent\",\"userId\":1,\"purchasedCoupons\":100,\"isOutputEvent\":false}");
        SourceRecord click = record(
                "{\"type\":\"UserClickEvent\",\"userId\":1,\"lotteryId\":1,\"timestamp\":1000,\"x\":{\"y\":[1]}}");

        assertThat(LOTTERIES.read(start)).isEqualTo(new LotteryStart(1, 0, LotteryStart.ENDLESS, start));
        assertThat(USERS.read(buy)).isEqualTo(UserEvent.purchase(1, 100, 0, buy));
        assertThat(USERS.read(click)).isEqualTo(UserEvent.click(1, 1, 1000, click));
    }

    @Test
    void withoutTimestampTheArrivalCountsAndWithoutArrivalTheBeginning() throws RejectedException {
        String click = "{\"type\":\"UserClickEvent\",\"userId\":1,\"lotteryId\":1}";

        assertThat(USERS.read(record(777, click)).time).isEqualTo(777);
        assertThat(USERS.read(record(click)).time).isZero();
        assertThat(LOTTERIES.read(record(777, Specimen.start(1))).time).isEqualTo(777);
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "-9223372036854775808"})
    void atLeastOneCouponIsBought(long coupons) {
        assertRejected(
                USERS,
                record(Specimen.buy(1, coupons)),
                Rejection.NOT_POSITIVE,
                "Cannot buy negative amount of coupons");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]|WRONG_SHAPE|$.type is missing",
                "{}|WRONG_SHAPE|$.type is missing",
                "{\"type\":7}|WRONG_SHAPE|$.type must be a string, got 7",
                "{\"type\":\"Other\"}|UNKNOWN_TYPE|$.type must be one of UserBuyCouponEvent, UserClickEvent, got \"Other\"",
                "{\"type\":\"UserClickEvent\",\"userId\":1}|WRONG_SHAPE|$.lotteryId is missing",
                "{\"type\":\"UserClickEvent\",\"userId\":\"1\",\"lotteryId\":1}|WRONG_SHAPE|$.userId must be a whole number, got \"1\"",
                "{\"type\":\"UserClickEvent\",\"userId\":1.5,\"lotteryId\":1}|WRONG_SHAPE|$.userId must be a whole number, got 1.5",
                "{\"type\":\"UserClickEvent\",\"userId\":9223372036854775808,\"lotteryId\":1}|OUT_OF_RANGE|$.userId must fit 64 bits, got 9223372036854775808",
                "{\"type\":\"UserClickEvent\",\"userId\":1,\"lotteryId\":1,\"timestamp\":-1}|OUT_OF_RANGE|$.timestamp must be epoch milliseconds from 0 to 253402300799999, got -1",
                "{} {}|NOT_JSON|not JSON: there is more after the value",
            })
    void recordThatIsNoEventIsRejectedWithAReason(String json, Rejection code, String reason) {
        assertRejected(USERS, record(json), code, reason);
    }

    @Test
    void emptyAndBrokenRecordsAreNoJson() {
        assertRejected(USERS, record(""), Rejection.NOT_JSON, "not JSON: the record is empty");
        assertThat(catchThrowableOfType(RejectedException.class, () -> USERS.read(record("{\"type\":")))
                        .rejection())
                .isEqualTo(Rejection.NOT_JSON);
    }

    @Test
    void clickFarAheadOfItsArrivalIsRefused() {
        assertRejected(
                USERS,
                record(1000, Specimen.click(1, 1, 61_001)),
                Rejection.OUT_OF_RANGE,
                "timestamp must be at most 60000 ms after the record's arrival, got 61001 for an arrival at 1000");
    }

    @Test
    void prizesAreAtLeastOne() {
        assertRejected(
                LOTTERIES,
                record(Specimen.startAt(1, 0, 0)),
                Rejection.OUT_OF_RANGE,
                "$.prizes must be at least 1, got 0");
        assertRejected(
                LOTTERIES,
                record(Specimen.buy(1, 1)),
                Rejection.UNKNOWN_TYPE,
                "$.type must be one of LotteryStartEvent, got \"UserBuyCouponEvent\"");
    }

    @Test
    void drawIsWrittenAsItIsSpecified() {
        assertThat(new String(new DrawSerializer().serialize(new Draw(1, 0, 10_000, 3, 17)), UTF_8))
                .isEqualTo("{\"drawId\":\"1-0\",\"lotteryId\":1,\"windowStart\":0,\"windowEnd\":10000,\"winner\":3,"
                        + "\"entries\":17}");
    }
}
