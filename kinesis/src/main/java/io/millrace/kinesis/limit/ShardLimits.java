package io.millrace.kinesis.limit;

/** The limits of one shard, for all its producers and all its consumers without a subscription. */
final class ShardLimits {
    static final double RECORDS_IN = 1000;
    static final double BYTES_IN = 1 << 20;
    static final double BYTES_OUT = 2 << 20;
    private static final double READS = 5;
    private static final double ITERATORS = 5;

    private final RateLimit recordsIn;
    private final RateLimit bytesIn;
    private final RateLimit reads;
    private final RateLimit bytesOut;
    private final RateLimit iterators;
    private long second;
    private long recordsOfSecond;
    private long bytesOfSecond;
    private double peak;

    ShardLimits(long nowMillis) {
        this.recordsIn = new RateLimit(RECORDS_IN, nowMillis);
        this.bytesIn = new RateLimit(BYTES_IN, nowMillis);
        this.reads = new RateLimit(READS, nowMillis);
        this.bytesOut = new RateLimit(BYTES_OUT, nowMillis);
        this.iterators = new RateLimit(ITERATORS, nowMillis);
    }

    synchronized boolean admitsRecord(int bytes, long nowMillis) {
        measure(bytes, nowMillis);
        if (!recordsIn.take(1, nowMillis)) {
            return false;
        }
        if (!bytesIn.take(bytes, nowMillis)) {
            recordsIn.charge(-1);
            return false;
        }
        return true;
    }

    /** A read whose predecessors returned too much waits until the limit has made up for it. */
    boolean admitsRead(long nowMillis) {
        return bytesOut.millisInDebt(nowMillis) == 0 && reads.take(1, nowMillis);
    }

    /** What is more than a second allows uses up the reserve first, so that 10 MB take the five seconds of the service. */
    void chargeRead(long bytes) {
        if (bytes > BYTES_OUT) {
            bytesOut.drain();
        }
        bytesOut.charge((double) bytes);
    }

    boolean admitsIterator(long nowMillis) {
        return iterators.take(1, nowMillis);
    }

    /** Adds up what producers ask for in each second, admitted or not. */
    private void measure(int bytes, long nowMillis) {
        if (nowMillis / 1000 != second) {
            second = nowMillis / 1000;
            recordsOfSecond = 0;
            bytesOfSecond = 0;
        }
        recordsOfSecond++;
        bytesOfSecond += bytes;
        peak = Math.max(peak, Math.max(recordsOfSecond / RECORDS_IN, bytesOfSecond / BYTES_IN));
    }

    /** The busiest second since the last call: what producers asked for, as a part of what the shard admits. */
    synchronized double takePeak() {
        double last = peak;
        peak = 0;
        return last;
    }

    boolean isUnused(long nowMillis) {
        return recordsIn.isFull(nowMillis)
                && bytesIn.isFull(nowMillis)
                && reads.isFull(nowMillis)
                && bytesOut.isFull(nowMillis)
                && iterators.isFull(nowMillis);
    }
}
