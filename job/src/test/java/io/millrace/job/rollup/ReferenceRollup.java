package io.millrace.job.rollup;

import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.replay.ReferenceClock;
import io.millrace.job.replay.Replay;
import io.millrace.job.replay.ShardLog;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A sequential model of the rollup: all values of each window in a list, and unbounded decimals. It shares no code with
 * the job.
 */
final class ReferenceRollup {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final int SCALE = 2;

    private final long size;
    private final long slide;
    /** The values by start of the window and key. */
    private final Map<Long, Map<String, List<BigDecimal>>> windows = new TreeMap<>();

    private final TreeSet<String> results = new TreeSet<>();

    ReferenceRollup(long size, long slide, List<ShardLog> shards) {
        this.size = size;
        this.slide = slide;
        shards.forEach(this::shard);
    }

    private void shard(ShardLog shard) {
        ReferenceClock clock = new ReferenceClock(Records.OUT_OF_ORDERNESS, Records.IDLE_TIMEOUT);
        for (SourceRecord record : shard.records()) {
            JsonNode json = parse(record);
            if (json == null || !json.path("value").isNumber()) {
                results.add(Replay.rejection(json == null ? "NOT_JSON" : "WRONG_SHAPE", record));
                continue;
            }
            long time = ReferenceClock.time(
                    json.has("timestamp") ? json.get("timestamp").asLong() : null, record);
            if (record.hasArrival() && time > record.arrivalMillis + 60_000) {
                results.add(Replay.rejection("OUT_OF_RANGE", record));
                continue;
            }
            long sliceEnd = Math.floorDiv(time, slide) * slide + slide;
            if (clock.isLate(time, sliceEnd - 1, record)) {
                results.add(Replay.rejection("LATE", record));
            } else {
                add(json.get("key").asText(), json.get("value").decimalValue(), time);
            }
        }
    }

    private static JsonNode parse(SourceRecord record) {
        try {
            return JSON.readTree(record.data);
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void add(String key, BigDecimal value, long time) {
        for (long start = Math.floorDiv(time, slide) * slide; start > time - size; start -= slide) {
            windows.computeIfAbsent(start, window -> new TreeMap<>())
                    .computeIfAbsent(key, unknown -> new ArrayList<>())
                    .add(value.setScale(SCALE, RoundingMode.HALF_EVEN));
        }
    }

    /** Every key of every window, and the rejections. */
    TreeSet<String> all() {
        TreeSet<String> lines = new TreeSet<>(results);
        windows.forEach((start, keys) -> keys.forEach((key, values) -> lines.add(line(key, start, 0, values))));
        return lines;
    }

    /** The keys with the highest sums of every window, and the rejections. */
    TreeSet<String> topBySum(int n) {
        TreeSet<String> lines = new TreeSet<>(results);
        windows.forEach((start, keys) -> {
            List<String> ranked = keys.keySet().stream()
                    .sorted(Comparator.comparing((String key) -> sum(keys.get(key)))
                            .reversed()
                            .thenComparing(Comparator.naturalOrder()))
                    .limit(n)
                    .collect(toList());
            for (String key : ranked) {
                lines.add(line(key, start, ranked.indexOf(key) + 1, keys.get(key)));
            }
        });
        return lines;
    }

    private static BigDecimal sum(List<BigDecimal> values) {
        return values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private String line(String key, long start, int rank, List<BigDecimal> values) {
        BigDecimal average = sum(values).divide(BigDecimal.valueOf(values.size()), SCALE, RoundingMode.HALF_EVEN);
        return "{\"rollupId\":\"" + key + "-" + start + "-" + (start + size) + "\",\"key\":\"" + key
                + "\",\"windowStart\":" + start + ",\"windowEnd\":" + (start + size)
                + (rank == 0 ? "" : ",\"rank\":" + rank)
                + ",\"max\":" + text(Collections.max(values)) + ",\"min\":" + text(Collections.min(values))
                + ",\"sum\":" + text(sum(values)) + ",\"count\":" + values.size()
                + ",\"average\":" + text(average) + "}";
    }

    private static String text(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
