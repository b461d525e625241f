package io.millrace.benchmarks.aws;

import io.millrace.cost.PriceTable;

/**
 * What a steady rate of events takes on AWS. A KPU is 1 vCPU and 4 GB of memory ("Managed Service for Apache Flink pricing"); a
 * vCPU is taken for one of the measured cores. A shard takes 1,000 records or 1 MB a second ("Quotas and limits" of Kinesis Data
 * Streams); aggregated, many events are one record.
 *
 * @param eventsPerSecond the rate
 * @param usdPerKpuHour price of a KPU, without storage
 */
public record AwsEstimate(double eventsPerSecond, double usdPerKpuHour) {
    /** The region of the prices. */
    public static final String REGION = "us-east-1";

    private static final double SECONDS_OF_AN_HOUR = 3_600;
    private static final double BILLION = 1e9;
    private static final int SHARD_RECORDS = 1_000;
    private static final int SHARD_BYTES = 1 << 20;
    /** The fields of the aggregated record around an event: tags, lengths and indexes. */
    private static final int AGGREGATION_BYTES = 9;

    /** An estimate with the price table that comes with Millrace. */
    public static AwsEstimate of(double eventsPerSecond) {
        return new AwsEstimate(
                eventsPerSecond,
                PriceTable.bundled()
                        .price(REGION, "kpu-hour")
                        .orElseThrow(() -> new IllegalStateException("the price table must have a KPU's price"))
                        .usd());
    }

    /** KPUs for the tasks, at full use; the application's orchestration takes one more, whatever the rate. */
    public long kpus(double eventsPerCoreSecond) {
        return (long) Math.ceil(requireAboveZero(eventsPerCoreSecond, eventsPerSecond));
    }

    /** US dollars of KPUs for a billion events, at full use and without the one for orchestration. */
    public double usdPerBillion(double eventsPerCoreSecond) {
        double hours = requireAboveZero(eventsPerCoreSecond, BILLION) / SECONDS_OF_AN_HOUR;
        return hours * usdPerKpuHour;
    }

    private static double requireAboveZero(double eventsPerCoreSecond, double dividend) {
        if (!(eventsPerCoreSecond > 0)) {
            throw new IllegalArgumentException(
                    "events per second and core must be above 0, got '" + eventsPerCoreSecond + "'");
        }
        return dividend / eventsPerCoreSecond;
    }

    /** Shards when each event is a record. */
    public long shards(int eventBytes) {
        return Math.max(ceil(eventsPerSecond / SHARD_RECORDS), ceil(eventsPerSecond * eventBytes / SHARD_BYTES));
    }

    /** Shards when producers aggregate: only bytes count. */
    public long aggregatedShards(int eventBytes) {
        return ceil(eventsPerSecond * (eventBytes + AGGREGATION_BYTES) / SHARD_BYTES);
    }

    private static long ceil(double figure) {
        return (long) Math.ceil(figure);
    }
}
