package io.millrace.job.outliers;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.replay.ReferenceClock;
import io.millrace.job.replay.Replay;
import io.millrace.job.replay.ShardLog;
import java.io.IOException;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A sequential model of the outliers: all values of a key sorted by time, then scored one after the other. It shares only
 * the arithmetic of {@link Usual} with the job, which {@link UsualTest} covers.
 */
final class ReferenceOutliers {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** The values by key and time. */
    private final Map<String, TreeMap<Long, TreeSet<Long>>> series = new TreeMap<>();

    private final TreeSet<String> results = new TreeSet<>();

    private ReferenceOutliers() {}

    /** Outliers and rejections, each as a line of text. */
    static TreeSet<String> results(List<ShardLog> shards) throws IOException {
        ReferenceOutliers reference = new ReferenceOutliers();
        for (ShardLog shard : shards) {
            reference.shard(shard);
        }
        reference.series.forEach(reference::judge);
        return reference.results;
    }

    private void shard(ShardLog shard) throws IOException {
        ReferenceClock clock = new ReferenceClock(OutlierRun.OUT_OF_ORDERNESS, OutlierRun.IDLE_TIMEOUT);
        for (SourceRecord record : shard.records()) {
            JsonNode json = JSON.readTree(record.data);
            if (!json.path("value").isNumber()) {
                results.add(Replay.rejection("WRONG_SHAPE", record));
                continue;
            }
            long time = json.get("timestamp").asLong();
            if (clock.isLate(time, time, record)) {
                results.add(Replay.rejection("LATE", record));
                continue;
            }
            series.computeIfAbsent(json.get("key").asText(), key -> new TreeMap<>())
                    .computeIfAbsent(time, moment -> new TreeSet<>())
                    .add(json.get("value")
                            .decimalValue()
                            .setScale(2, RoundingMode.HALF_EVEN)
                            .unscaledValue()
                            .longValueExact());
        }
    }

    private void judge(String key, TreeMap<Long, TreeSet<Long>> values) {
        Usual usual = new Usual();
        for (Map.Entry<Long, TreeSet<Long>> moment : values.entrySet()) {
            long time = moment.getKey();
            if (usual.count > 0 && time - usual.latest > 40_000) {
                usual = new Usual();
            }
            for (long value : moment.getValue()) {
                double deviation = Math.max(50, Math.sqrt(usual.variance));
                double score = Math.abs(value - usual.mean) / deviation;
                if (usual.count >= 5 && score > 2.5) {
                    results.add(OutlierRun.line(new Outlier(key, value, time, usual.mean, deviation, score)));
                }
                usual = usual.with((double) value, time, 0.1);
            }
        }
    }
}
