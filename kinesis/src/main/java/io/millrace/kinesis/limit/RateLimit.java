package io.millrace.kinesis.limit;

/**
 * A number per second, with as much in reserve as a pause saves up. What is larger than the reserve is let through when
 * the reserve is full, and leaves a debt: nothing more is let through until it is paid.
 */
public final class RateLimit {
    private static final double MILLIS_PER_SECOND = 1000;
    /** By how much a thread may be late. */
    private static final long OUT_OF_ORDER_MILLIS = 1000;

    private final double perMilli;
    private final double reserve;
    private double left;
    private long updated;

    /** A limit whose reserve is what one second allows. */
    public RateLimit(double perSecond, long nowMillis) {
        this(perSecond, perSecond, nowMillis);
    }

    /** @param reserve how much may be taken at once after a pause */
    public RateLimit(double perSecond, double reserve, long nowMillis) {
        this.perMilli = perSecond / MILLIS_PER_SECOND;
        this.reserve = reserve;
        this.left = reserve;
        this.updated = nowMillis;
    }

    /** Takes an amount, if it is within the limit. */
    public synchronized boolean take(double amount, long nowMillis) {
        refill(nowMillis);
        if (left < Math.min(amount, reserve)) {
            return false;
        }
        left -= amount;
        return true;
    }

    /** Takes an amount that has been used already, even if it leaves a debt. */
    public synchronized void charge(double amount) {
        left -= amount;
    }

    /** Gives up what is in reserve. */
    synchronized void drain() {
        left = Math.min(left, 0);
    }

    /** How long until a debt is paid; 0 when there is none. */
    public synchronized long millisInDebt(long nowMillis) {
        refill(nowMillis);
        return left >= 0 ? 0 : (long) Math.ceil(-left / perMilli);
    }

    /** True when nothing has been taken for so long that the limit is as new. */
    synchronized boolean isFull(long nowMillis) {
        refill(nowMillis);
        return left >= reserve;
    }

    /** A time before the last one adds nothing: threads may come a little out of order, and a clock may be set back. */
    private void refill(long nowMillis) {
        left = Math.min(reserve, left + Math.max(0, nowMillis - updated) * perMilli);
        if (nowMillis > updated || updated - nowMillis > OUT_OF_ORDER_MILLIS) {
            updated = nowMillis;
        }
    }
}
