package io.millrace.cost;

/** What AWS charges for while a stage is idle. */
public enum CostItem {
    KPU("kpu-hour", "KPUs, with one per application for orchestration"),
    RUNNING_STORAGE("running-storage-gb-month", "GB of storage for state, 50 per KPU"),
    ON_DEMAND_STREAM("on-demand-stream-hour", "streams on demand"),
    SHARD("shard-hour", "shards"),
    EXTENDED_RETENTION("extended-retention-shard-hour", "shards that keep records over 24 hours"),
    FAN_OUT("fan-out-shard-hour", "shards of fan-out consumers"),
    ALARM_METRIC("alarm-metric-month", "metrics of alarms"),
    HIGH_RESOLUTION_ALARM_METRIC("high-resolution-alarm-metric-month", "metrics of alarms under a minute"),
    DASHBOARD("dashboard-month", "dashboards"),
    FUNCTION("function-month", "functions, charged by call"),
    SECRET("secret-month", "secrets"),
    KEY("key-month", "KMS keys"),
    NAT_GATEWAY("nat-gateway-hour", "NAT gateways");

    private static final int HOURS_OF_A_MONTH = 730;

    private final String priceKey;
    private final String label;

    CostItem(String priceKey, String label) {
        this.priceKey = priceKey;
        this.label = label;
    }

    /** Its key in the price table; it ends with the unit. */
    public String priceKey() {
        return priceKey;
    }

    public String label() {
        return label;
    }

    /** How many of the price's unit a month has. */
    public int unitsOfAMonth() {
        return priceKey.endsWith("-hour") ? HOURS_OF_A_MONTH : 1;
    }
}
