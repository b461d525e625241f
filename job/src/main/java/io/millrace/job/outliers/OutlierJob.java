package io.millrace.job.outliers;

import io.millrace.job.api.Job;
import io.millrace.job.api.JobContext;
import io.millrace.job.connector.RejectedRecordSerializer;
import io.millrace.job.settings.Setting;
import io.millrace.job.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Detects measurements that are far from the mean of their key, whatever order their sources deliver them in. */
public final class OutlierJob implements Job {
    private static final String MEASUREMENTS = "measurements";
    private static final String OUTLIERS = "outliers";
    private static final String REJECTED = "rejected";

    @Override
    public String name() {
        return "outliers";
    }

    @Override
    public String description() {
        return "Detects values that deviate from the running mean of their key";
    }

    @Override
    public Map<String, String> inputs() {
        return Map.of(MEASUREMENTS, "JSON records with a key, a value and a time, partitioned by their source");
    }

    @Override
    public Map<String, String> outputs() {
        return new TreeMap<>(Map.of(
                OUTLIERS, "one record per value with a score above the threshold",
                REJECTED, "every record that could not be processed, with the reason"));
    }

    @Override
    public List<Setting<?>> settings() {
        return OutlierSettings.all();
    }

    @Override
    public List<String> violations(Settings settings) {
        return OutlierSettings.violations(settings);
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
