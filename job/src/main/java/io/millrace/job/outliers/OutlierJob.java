package io.millrace.job.outliers;

import io.millrace.contract.flink.JobContract;
import io.millrace.job.api.Job;
import io.millrace.job.api.JobContext;
import io.millrace.job.connector.RejectedRecordSerializer;

/** Detects measurements that are far from the mean of their key, whatever order their sources deliver them in. */
public final class OutlierJob implements Job {
    private static final String MEASUREMENTS = "measurements";
    private static final String OUTLIERS = "outliers";
    private static final String REJECTED = "rejected";

    private static final JobContract CONTRACT = JobContract.builder(
                    "outliers", "Detects values that deviate from the running mean of their key")
            .input(MEASUREMENTS, "JSON records with a key, a value and a time, partitioned by their source")
            .output(OUTLIERS, "one record per value with a score above the threshold")
            .output(REJECTED, "every record that could not be processed, with the reason")
            .settings(OutlierSettings.all())
            .check(OutlierSettings::violations)
            .build();

    @Override
    public JobContract contract() {
        return CONTRACT;
    }

    @Override
    public void build(JobContext context) {
        OutlierSettings settings = OutlierSettings.of(context.settings());
        OutlierTopology.Outputs outputs = new OutlierTopology(settings).connect(context.source(MEASUREMENTS));
        context.sink(
                OUTLIERS,
                outputs.outliers(),
                new OutlierSerializer(settings.measurement().scale()));
        context.sink(REJECTED, outputs.rejected(), new RejectedRecordSerializer());
    }
}
