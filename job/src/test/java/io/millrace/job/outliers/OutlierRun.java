package io.millrace.job.outliers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.contract.flink.Settings;
import io.millrace.job.replay.Replay;
import io.millrace.job.replay.ShardLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One run of the whole topology of {@code outliers}, with the JSON output and the rejections as lines. */
final class OutlierRun {
    static final String MEASUREMENTS = "measurements";
    static final long OUT_OF_ORDERNESS = 2_000;
    static final long IDLE_TIMEOUT = 3_000;
    static final Settings SETTINGS = new Settings(Map.of(
            "value.scale", "2",
            "smoothing.factor", "0.1",
            "score.threshold", "2.5",
            "warm-up", "5",
            "deviation.min", "0.5",
            "state.ttl", "40 s",
            "events.out-of-orderness", OUT_OF_ORDERNESS + " ms",
            "events.idle-timeout", IDLE_TIMEOUT + " ms",
            "events.clock-skew", "1 s",
            "events.read-skew", "0 s"));

    /** The rule for {@link #SETTINGS}. */
    static final OutlierRule RULE = new OutlierRule(0.1, 2.5, 5, 50, Duration.ofSeconds(40));

    private OutlierRun() {}

    static String measurement(String key, String value, long timestamp) {
        return "{\"key\":\"" + key + "\",\"value\":" + value + ",\"timestamp\":" + timestamp + "}";
    }

    static String line(Outlier outlier) {
        return new String(new OutlierSerializer(2).serialize(outlier), UTF_8);
    }

    static Replay of(List<ShardLog> shards) {
        return new Replay(Map.of(MEASUREMENTS, shards), source -> {
            OutlierTopology.Outputs outputs =
                    new OutlierTopology(OutlierSettings.of(SETTINGS)).connect(source.apply(MEASUREMENTS));
            return List.of(Replay.lines(outputs.outliers(), OutlierRun::line), Replay.rejections(outputs.rejected()));
        });
    }
}
