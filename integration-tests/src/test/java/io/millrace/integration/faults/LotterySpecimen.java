package io.millrace.integration.faults;

import static io.millrace.integration.faults.LotteryWorkload.click;
import static io.millrace.integration.faults.LotteryWorkload.purchase;
import static io.millrace.integration.faults.LotteryWorkload.start;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Started lotteries, users' coupons, a window with entries, and a click that waits. */
final class LotterySpecimen extends SpecimenOf {
    LotterySpecimen() {
        super(new LotteryWorkload(0));
    }

    @Override
    Map<String, String> ofItsJob() {
        return LotteryWorkload.settings(Duration.ofSeconds(1));
    }

    @Override
    public List<Put> before(long nowMillis) {
        return List.of(
                start(1, nowMillis),
                purchase(1, 3),
                purchase(2, 2),
                click(1, 1, nowMillis),
                click(1, 1, nowMillis),
                click(2, 1, nowMillis),
                click(3, 9, nowMillis));
    }

    @Override
    public List<Put> after(long nowMillis) {
        return List.of(
                start(1, nowMillis),
                click(1, 1, nowMillis),
                click(1, 1, nowMillis),
                click(2, 1, nowMillis),
                click(2, 1, nowMillis));
    }

    @Override
    public List<String> expected() {
        return List.of(
                "lottery 1 is drawn out of 3 entries",
                "lottery 1 is drawn out of 2 entries",
                "Cannot click on inactive lottery, lotteryId: 9",
                "Cannot start already started lottery, lotteryId: 1",
                "User has no coupon, userId: 1",
                "User has no coupon, userId: 2");
    }

    @Override
    public List<String> said(Map<String, List<JsonNode>> outputs) {
        List<String> said = new ArrayList<>();
        for (JsonNode draw : outputs.get("draws")) {
            said.add("lottery %s is drawn out of %s entries".formatted(draw.path("lotteryId"), draw.path("entries")));
        }
        outputs.get(Deployment.REJECTED)
                .forEach(record -> said.add(record.path("reason").asText()));
        return said;
    }
}
