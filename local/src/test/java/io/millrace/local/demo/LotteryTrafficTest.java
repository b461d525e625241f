package io.millrace.local.demo;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.streams.OutgoingRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LotteryTrafficTest {
    private static final Pattern USER = Pattern.compile("\"userId\":(\\d+)");

    private final LotteryTraffic traffic = new LotteryTraffic(new Random(1));

    @Test
    void everyLotteryIsStartedUnderItsOwnKey() {
        assertThat(traffic.lotteryStarts())
                .containsExactly(
                        new OutgoingRecord("1", "{\"type\":\"LotteryStartEvent\",\"lotteryId\":1}"),
                        new OutgoingRecord("2", "{\"type\":\"LotteryStartEvent\",\"lotteryId\":2}"));
    }

    @Test
    void oneRecordInTwoHundredIsInvalidOfEachKindInTurn() {
        List<OutgoingRecord> records = traffic.userEvents(8_000);

        Map<String, Long> invalid = records.stream()
                .map(LotteryTrafficTest::violation)
                .filter(kind -> !kind.isEmpty())
                .collect(groupingBy(kind -> kind, counting()));
        assertThat(invalid)
                .isEqualTo(Map.of("not JSON", 10L, "unknown user", 10L, "negative", 10L, "inactive lottery", 10L));
    }

    @Test
    void aUserClicksOnlyWithCoupons() {
        Map<String, Integer> coupons = new HashMap<>();
        for (OutgoingRecord record : traffic.userEvents(50_000)) {
            if (!violation(record).isEmpty()) {
                continue;
            }
            boolean bought = record.text().contains("UserBuyCouponEvent");
            int left = coupons.merge(record.partitionKey(), bought ? 1_000 : -1, Integer::sum);
            assertThat(left).isNotNegative();
            Matcher user = USER.matcher(record.text());
            assertThat(user.find()).isTrue();
            assertThat(user.group(1)).isEqualTo(record.partitionKey());
        }
        assertThat(coupons).hasSize(100);
    }

    private static String violation(OutgoingRecord record) {
        String text = record.text();
        if (!text.endsWith("}")) {
            return "not JSON";
        }
        if (text.contains("\"userId\":9999")) {
            return "unknown user";
        }
        if (text.contains(":-5")) {
            return "negative";
        }
        return text.contains("\"lotteryId\":99}") ? "inactive lottery" : "";
    }
}
