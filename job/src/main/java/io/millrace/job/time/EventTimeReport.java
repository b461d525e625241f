package io.millrace.job.time;

import static io.millrace.job.time.EventReader.NO_TIME;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.flink.metrics.Gauge;
import org.jspecify.annotations.Nullable;

/**
 * What holds the event time of a subtask, for a person who waits for a result: a metric with JSON as its value.
 *
 * <p>The value is an object of {@code watermark}, {@code idle}, {@code listed}, the settings of event time in milliseconds, {@code empty},
 * the number of shards without an event, and {@code shards}: the slowest ones, each with its {@code shard}, {@code state} (UNREAD holds the watermark, EMPTY has had no
 * event or waits for its parents and does not hold it, TIMED has a watermark), {@code watermark}, {@code newest} event time, {@code offset},
 * {@code readUntil} and {@code since}, the time on this machine's clock since which its newest event is the newest. Times that
 * there are not are missing. Metrics are read by another thread: the text is built by the operator's own, and only after it was
 * asked for, so that a job that nobody watches does no work for it.
 */
final class EventTimeReport implements Gauge<String> {
    static final String METRIC = "eventTime";

    private static final int MOST_SHARDS = 16;

    private final EventTimeSettings settings;
    private final List<Shard> shards = new ArrayList<>();
    private volatile boolean asked;
    private volatile String text = "";

    private @Nullable String holder;
    private long holdersNewest;
    private long since;

    EventTimeReport(EventTimeSettings settings) {
        this.settings = requireNonNull(settings, "settings is null");
    }

    /** What a shard contributes to the watermark. */
    private static final class Shard {
        private final ShardTime time;
        private final long readUntil;
        private final long watermark;

        private Shard(ShardTime time, long readUntil, long watermark) {
            this.time = time;
            this.readUntil = readUntil;
            this.watermark = watermark;
        }
    }

    /** Adds an open shard to the next update. */
    void add(ShardTime time, long readUntil, long watermark) {
        shards.add(new Shard(time, readUntil, watermark));
    }

    /**
     * Takes in the shards that were added.
     *
     * @param now on this machine's clock
     * @param watermark the last one that was emitted
     * @param listed whether the source has named its shards
     */
    void update(long now, long watermark, boolean idle, boolean listed) {
        shards.sort(Comparator.comparingLong(shard -> shard.watermark));
        if (!shards.isEmpty()) {
            ShardTime slowest = shards.get(0).time;
            if (!Objects.equals(holder, slowest.shard) || holdersNewest != slowest.newest) {
                holder = slowest.shard;
                holdersNewest = slowest.newest;
                since = now;
            }
        }
        if (asked) {
            asked = false;
            text = text(now, watermark, idle, listed);
        }
        shards.clear();
    }

    private String text(long now, long watermark, boolean idle, boolean listed) {
        StringBuilder json = new StringBuilder("{\"at\":").append(now);
        time(json, "watermark", watermark);
        json.append(",\"idle\":").append(idle);
        json.append(",\"listed\":").append(listed);
        json.append(",\"outOfOrderness\":").append(settings.outOfOrdernessMillis());
        json.append(",\"idleTimeout\":").append(settings.idleTimeoutMillis());
        json.append(",\"clockSkew\":").append(settings.clockSkewMillis());
        json.append(",\"readSkew\":").append(settings.readSkewMillis());
        json.append(",\"empty\":")
                .append(shards.stream().filter(EventTimeReport::isEmpty).count());
        json.append(",\"shards\":[");
        for (int i = 0; i < Math.min(MOST_SHARDS, shards.size()); i++) {
            Shard shard = shards.get(i);
            json.append(i == 0 ? "" : ",").append("{\"shard\":\"").append(escaped(shard.time.shard));
            json.append('"');
            json.append(",\"state\":\"").append(state(shard)).append('"');
            time(json, "watermark", shard.watermark);
            time(json, "newest", shard.time.newest);
            time(json, "offset", shard.time.offset());
            time(json, "readUntil", shard.readUntil);
            if (i == 0) {
                time(json, "since", since);
            }
            json.append('}');
        }
        return json.append("]}").toString();
    }

    private static boolean isEmpty(Shard shard) {
        return shard.watermark == Long.MAX_VALUE;
    }

    private static String state(Shard shard) {
        if (shard.watermark == Long.MIN_VALUE) {
            return "UNREAD";
        }
        return isEmpty(shard) ? "EMPTY" : "TIMED";
    }

    private static void time(StringBuilder json, String name, long value) {
        if (value != NO_TIME && value != Long.MIN_VALUE && value != Long.MAX_VALUE) {
            json.append(",\"").append(name).append("\":").append(value);
        }
    }

    private static String escaped(String text) {
        return text.replaceAll("[\"\\\\\\p{Cntrl}]", "?");
    }

    @Override
    public String getValue() {
        asked = true;
        return text;
    }
}
