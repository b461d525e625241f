package io.millrace.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.assembly.streams.StreamException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Statistics of the lottery's output. */
final class Results {
    private static final JsonMapper JSON = new JsonMapper();

    private final Set<String> drawIds = new HashSet<>();
    private final List<Long> lagMillis = new ArrayList<>();
    private final Map<String, Long> rejectedByCode = new TreeMap<>();
    private long newestWindowEnd;

    /** Counts a draw and describes it; empty when it is a duplicate. */
    Optional<String> draw(IncomingRecord record) {
        DrawRecord draw = parse(record);
        if (!drawIds.add(draw.drawId())) {
            return Optional.empty();
        }
        long lag = record.arrival().toEpochMilli() - draw.windowEnd();
        lagMillis.add(lag);
        newestWindowEnd = Math.max(newestWindowEnd, draw.windowEnd());
        return Optional.of(String.format(
                Locale.ROOT,
                "draw %s: lottery %d, user %d wins out of %d entries, %s after the end of the window",
                draw.drawId(),
                draw.lotteryId(),
                draw.winner(),
                draw.entries(),
                seconds(lag)));
    }

    private static DrawRecord parse(IncomingRecord record) {
        try {
            return JSON.readValue(record.text(), DrawRecord.class);
        } catch (JsonProcessingException e) {
            throw new StreamException("not a draw: " + record.text());
        }
    }

    void rejected(IncomingRecord record) {
        try {
            String code = JSON.readTree(record.text()).path("code").asText("no code");
            rejectedByCode.merge(code, 1L, Long::sum);
        } catch (JsonProcessingException e) {
            throw new StreamException("not a rejected record: " + record.text());
        }
    }

    boolean hasDraws() {
        return !drawIds.isEmpty();
    }

    /** Whether there was a draw of a window that ends after a time. */
    boolean hasDrawAfter(long epochMillis) {
        return newestWindowEnd > epochMillis;
    }

    List<String> summary(long recordsIn, Duration time) {
        List<String> lines = new ArrayList<>();
        lines.add("%d records in %d s".formatted(recordsIn, time.toSeconds()));
        lines.add("%d draws%s".formatted(drawIds.size(), lag()));
        lines.add("%d rejected records"
                .formatted(rejectedByCode.values().stream()
                        .mapToLong(Long::longValue)
                        .sum()));
        rejectedByCode.forEach((code, count) -> lines.add("  %6d  %s".formatted(count, code)));
        return lines;
    }

    private String lag() {
        if (lagMillis.isEmpty()) {
            return "";
        }
        List<Long> sorted = lagMillis.stream().sorted().toList();
        return "; from the end of a window to its draw: median %s, maximum %s"
                .formatted(seconds(sorted.get(sorted.size() / 2)), seconds(sorted.get(sorted.size() - 1)));
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
