package io.millrace.promises;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamRecords;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A lottery with three entries, and records that break its rules. Records have no timestamp, so their arrival counts. */
final class LotteryPromise {
    private static final long WINDOW_MILLIS = 10_000;
    /** The lottery ends after this many windows: enough to be running when the clicks arrive. */
    private static final int PRIZES = 12;

    private final Run run;
    private final StreamRecords draws;
    private final StreamRecords rejected;

    private LotteryPromise(Run run, Target target) {
        this.run = run;
        this.draws = target.arriving("Draws")
                .where(record -> record.json().path("lotteryId").asLong() == run.id(1));
        this.rejected = target.arriving("Rejected").where(record -> run.isNamedIn(record.text()));
    }

    static LotteryPromise feed(Target target, Run run) {
        LotteryPromise promise = new LotteryPromise(run, target);
        target.put("LotteryEvents", List.of(promise.start(), promise.start()));
        target.put(
                "UserEvents",
                List.of(
                        promise.buy(11, 100),
                        promise.buy(12, 100),
                        promise.buy(13, 100),
                        promise.click(11, 1),
                        promise.click(12, 1),
                        promise.click(13, 1),
                        promise.buy(14, -1),
                        promise.click(15, 1),
                        promise.click(11, 2),
                        new OutgoingRecord(Long.toString(run.number()), "no JSON " + run.number())));
        return promise;
    }

    private OutgoingRecord start() {
        return new OutgoingRecord(
                Long.toString(run.id(1)),
                "{\"type\":\"LotteryStartEvent\",\"lotteryId\":%d,\"prizes\":%d}".formatted(run.id(1), PRIZES));
    }

    private OutgoingRecord buy(int user, int coupons) {
        return user(
                user,
                "{\"type\":\"UserBuyCouponEvent\",\"userId\":%d,\"purchasedCoupons\":%d}"
                        .formatted(run.id(user), coupons));
    }

    private OutgoingRecord click(int user, int lottery) {
        return user(
                user,
                "{\"type\":\"UserClickEvent\",\"userId\":%d,\"lotteryId\":%d}"
                        .formatted(run.id(user), run.id(lottery)));
    }

    private OutgoingRecord user(int user, String json) {
        return new OutgoingRecord(Long.toString(run.id(user)), json);
    }

    /** The clicks may arrive in two windows. */
    void everyEntryIsDrawnOnceAndEveryWinnerIsAUser() {
        Collection<JsonNode> drawn = distinct(draws.await(
                "draws with 3 entries in all",
                records -> distinct(records).stream()
                                .mapToLong(draw -> draw.get("entries").asLong())
                                .sum()
                        >= 3));

        assertThat(drawn.stream()
                        .mapToLong(draw -> draw.get("entries").asLong())
                        .sum())
                .isEqualTo(3);
        assertThat(drawn).allSatisfy(draw -> {
            long start = draw.get("windowStart").asLong();
            assertThat(start).isNotNegative().matches(time -> time % WINDOW_MILLIS == 0, "is a window's start");
            assertThat(draw.get("windowEnd").asLong()).isEqualTo(start + WINDOW_MILLIS);
            assertThat(draw.get("drawId").asText()).isEqualTo(run.id(1) + "-" + start);
            assertThat(draw.get("winner").asLong()).isBetween(run.id(11), run.id(13));
        });
    }

    /** A repeated draw counts once; two draws that differ count as two. */
    private static Collection<JsonNode> distinct(List<IncomingRecord> records) {
        return records.stream().map(IncomingRecord::json).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    void whatBreaksARuleIsRejectedWithTheRule() {
        assertThat(reasons(
                        rejected.await("5 reasons", records -> reasons(records).size() >= 5)))
                .containsExactly(
                        "Cannot buy negative amount of coupons",
                        "Cannot click on inactive lottery, lotteryId: " + run.id(2),
                        "Cannot start already started lottery, lotteryId: " + run.id(1),
                        "User has no coupon, userId: " + run.id(15),
                        "not JSON: Unrecognized token 'no': was expecting (JSON String, Number, Array, Object or token"
                                + " 'null', 'true' or 'false')");
    }

    private static SortedSet<String> reasons(List<IncomingRecord> records) {
        return records.stream()
                .map(record -> record.json().get("reason").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
