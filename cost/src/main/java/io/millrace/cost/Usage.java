package io.millrace.cost;

/** What AWS charges for by use, on top of what an idle stage costs. */
public enum Usage {
    LOGGED("log-gb", "GB logged"),
    LOGS_KEPT("log-storage-gb-month", "GB of logs kept for a month"),
    SNAPSHOTS_KEPT("snapshot-gb-month", "GB of snapshots kept for a month"),
    WRITTEN_ON_DEMAND("on-demand-gb-written", "GB written on demand, each record rounded up to 1 KB"),
    POLLED_ON_DEMAND("on-demand-gb-read", "GB read on demand by polling"),
    FANNED_OUT_ON_DEMAND("on-demand-gb-fan-out", "GB read on demand by fan-out"),
    KEPT_ON_DEMAND("on-demand-retention-gb-month", "GB kept on demand for a month, from 24 hours to 7 days"),
    /** A record is charged by units of 25 KB, of which even the smallest takes one. */
    WRITTEN_TO_SHARDS("put-unit-million", "GB written to shards in records of 1 KB", 1.048576),
    FANNED_OUT_OF_SHARDS("shard-gb-fan-out", "GB read from shards by fan-out"),
    KEPT_LONG("long-retention-gb-month", "GB kept for a month after 7 days"),
    CALLS("function-request-million", "million calls of functions"),
    COMPUTED("function-arm-gb-second", "million GB-seconds of ARM functions", 1e6),
    THROUGH_NAT("nat-gateway-gb", "GB through NAT gateways");

    private final String priceKey;
    private final String label;
    private final double pricedUnits;

    Usage(String priceKey, String label) {
        this(priceKey, label, 1);
    }

    /** @param pricedUnits how many of the price's unit there are in the label's */
    Usage(String priceKey, String label, double pricedUnits) {
        this.priceKey = priceKey;
        this.label = label;
        this.pricedUnits = pricedUnits;
    }

    /** Its key in the price table. */
    public String priceKey() {
        return priceKey;
    }

    public String label() {
        return label;
    }

    double usd(Price price) {
        return price.usd() * pricedUnits;
    }
}
