package io.millrace.job.rollup;

import io.millrace.contract.flink.JobContract;
import io.millrace.job.api.Job;
import io.millrace.job.api.JobContext;
import io.millrace.job.connector.RejectedRecordSerializer;

/** Aggregates a stream by key and window. */
public final class RollupJob implements Job {
    private static final String MEASUREMENTS = "measurements";
    private static final String ROLLUPS = "rollups";
    private static final String REJECTED = "rejected";

    private static final JobContract CONTRACT = JobContract.builder(
                    "rollup",
                    "Aggregates a stream's values by key and window, so that its throughput is bounded by keys and windows")
            .input(MEASUREMENTS, "JSON records with a key, a value and a time, partitioned in any way")
            .output(REJECTED, "every record that could not be processed, with the reason")
            .output(ROLLUPS, "one record per key and window with values, or only the top.n of each window")
            .settings(RollupSettings.all())
            .check(RollupSettings::violations)
            .build();

    @Override
    public JobContract contract() {
        return CONTRACT;
    }

    @Override
    public void build(JobContext context) {
        RollupSettings settings = RollupSettings.of(context.settings());
        RollupTopology.Outputs outputs = new RollupTopology(settings).connect(context.source(MEASUREMENTS));
        context.sink(
                ROLLUPS,
                outputs.rollups(),
                new RollupSerializer(
                        settings.aggregations(), settings.measurement().scale()));
        context.sink(REJECTED, outputs.rejected(), new RejectedRecordSerializer());
    }
}
