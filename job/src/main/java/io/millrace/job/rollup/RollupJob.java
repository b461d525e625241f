package io.millrace.job.rollup;

import io.millrace.job.api.Job;
import io.millrace.job.api.JobContext;
import io.millrace.job.connector.RejectedRecordSerializer;
import io.millrace.job.settings.Setting;
import io.millrace.job.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Aggregates a stream by key and window. */
public final class RollupJob implements Job {
    private static final String MEASUREMENTS = "measurements";
    private static final String ROLLUPS = "rollups";
    private static final String REJECTED = "rejected";

    @Override
    public String name() {
        return "rollup";
    }

    @Override
    public String description() {
        return "Aggregates a stream's values by key and window, so that its throughput is bounded by keys and windows";
    }

    @Override
    public Map<String, String> inputs() {
        return Map.of(MEASUREMENTS, "JSON records with a key, a value and a time, partitioned in any way");
    }

    @Override
    public Map<String, String> outputs() {
        return new TreeMap<>(Map.of(
                ROLLUPS, "one record per key and window with values, or only the top.n of each window",
                REJECTED, "every record that could not be processed, with the reason"));
    }

    @Override
    public List<Setting<?>> settings() {
        return RollupSettings.all();
    }

    @Override
    public List<String> violations(Settings settings) {
        return RollupSettings.violations(settings);
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
