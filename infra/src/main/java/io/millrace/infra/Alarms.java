package io.millrace.infra;

/** Whether an environment's applications are monitored. */
enum Alarms {
    /** Alarms and dashboards. The alarms notify the environment's SNS topic, if it has one. */
    ON,
    /** No alarms and no dashboards. */
    OFF
}
