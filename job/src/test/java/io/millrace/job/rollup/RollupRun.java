package io.millrace.job.rollup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.contract.flink.Settings;
import io.millrace.job.replay.Replay;
import io.millrace.job.replay.ShardLog;
import java.util.List;
import java.util.Map;

/** One run of the rollup's whole topology, with the JSON output and the rejections as lines. */
final class RollupRun {
    static final String MEASUREMENTS = "measurements";

    private RollupRun() {}

    static Replay of(List<ShardLog> shards, Settings given) {
        RollupSettings settings = RollupSettings.of(given);
        RollupSerializer format = new RollupSerializer(
                settings.aggregations(), settings.measurement().scale());
        return new Replay(Map.of(MEASUREMENTS, shards), source -> {
            RollupTopology.Outputs outputs = new RollupTopology(settings).connect(source.apply(MEASUREMENTS));
            return List.of(
                    Replay.lines(outputs.rollups(), rollup -> new String(format.serialize(rollup), UTF_8)),
                    Replay.rejections(outputs.rejected()));
        });
    }
}
