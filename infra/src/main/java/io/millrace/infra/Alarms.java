package io.millrace.infra;

/** Whether the applications of an environment are watched. */
enum Alarms {
    /** Alarms and dashboards; the alarms tell the environment's topic, if it has one. */
    ON,
    /** Neither: whoever made the environment looks at it. */
    OFF
}
