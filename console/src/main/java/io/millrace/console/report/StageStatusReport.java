package io.millrace.console.report;

import static java.util.Objects.requireNonNull;

import io.millrace.console.report.alarm.AlarmReport;
import java.util.List;
import java.util.Map;

/**
 * A stage: its streams, its applications, and which reads and writes which.
 *
 * @param atMillis when it was observed
 * @param phase STARTING, RUNNING, STOPPING or STOPPED
 * @param processId the process that runs it, or ran it last
 * @param servers the addresses of the servers of its streams, by name
 */
public record StageStatusReport(
        long atMillis,
        String stage,
        String phase,
        long processId,
        String region,
        Map<String, String> servers,
        List<StreamReport> streams,
        List<ApplicationReport> applications,
        List<EdgeReport> edges,
        List<AlarmReport> alarms) {
    public StageStatusReport {
        requireNonNull(stage, "stage is null");
        requireNonNull(phase, "phase is null");
        requireNonNull(region, "region is null");
        servers = Map.copyOf(servers);
        streams = List.copyOf(streams);
        applications = List.copyOf(applications);
        edges = List.copyOf(edges);
        alarms = List.copyOf(alarms);
    }

    /** Whether every application processes records. */
    public boolean isRunning() {
        return phase.equals("RUNNING")
                && applications.stream()
                        .allMatch(application -> application.status().equals("RUNNING"));
    }
}
