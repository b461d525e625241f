package io.millrace.benchmarks.lottery.tuned;

import com.fasterxml.jackson.core.JsonParser;
import io.millrace.benchmarks.tuned.TokenReader;
import java.io.IOException;
import java.util.Arrays;

/** Reads users' actions from tokens. */
final class ReadAction extends TokenReader<Action> {
    private static final long serialVersionUID = 1L;

    private static final char[] PURCHASE = "UserBuyCouponEvent".toCharArray();

    private final Action action = new Action();

    @Override
    protected Action begin() {
        action.userId = 0;
        action.coupons = 0;
        action.lotteryId = 0;
        action.timestamp = 0;
        action.purchase = false;
        return action;
    }

    @Override
    protected void member(String name, JsonParser parser, Action event) throws IOException {
        switch (name) {
            case "type" -> event.purchase = isPurchase(parser);
            case "userId" -> event.userId = parser.getLongValue();
            case "purchasedCoupons" -> event.coupons = parser.getLongValue();
            case "lotteryId" -> event.lotteryId = parser.getLongValue();
            case "timestamp" -> event.timestamp = parser.getLongValue();
            default -> {}
        }
    }

    /** Compares without making a string. */
    private static boolean isPurchase(JsonParser parser) throws IOException {
        int from = parser.getTextOffset();
        return Arrays.equals(
                parser.getTextCharacters(), from, from + parser.getTextLength(), PURCHASE, 0, PURCHASE.length);
    }
}
