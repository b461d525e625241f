package io.millrace.benchmarks.booking;

import io.millrace.benchmarks.ablation.Ablation;
import io.millrace.benchmarks.load.Feed;
import io.millrace.benchmarks.pipeline.Benchmark;
import io.millrace.benchmarks.pipeline.Comparison;
import io.millrace.benchmarks.pipeline.Implementation;
import io.millrace.benchmarks.pipeline.Pipeline;
import io.millrace.benchmarks.pipeline.Traffic;
import io.millrace.job.api.Job;
import io.millrace.job.booking.BookingAlertsJob;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keys are bookings that are open at the same time. There is no hot key: with many records of one booking, the attempts of
 * the textbook's patterns would multiply, and the job limits them.
 */
public final class BookingBenchmark implements Benchmark {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration RETENTION = Duration.ofSeconds(1);
    private static final Duration WITHIN = Duration.ofSeconds(20);
    /** A million open bookings of a load that a stage sustains are open for longer than {@link #WITHIN}. */
    private static final Duration STAGE_TIMEOUT = Duration.ofMinutes(10);

    @Override
    public Job job() {
        return new BookingAlertsJob();
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(settings(TIMEOUT, WITHIN));
        settings.put("events.read-skew", "0 s");
        return settings;
    }

    private static Map<String, String> settings(Duration timeout, Duration within) {
        return Map.of(
                "match.timeout", text(timeout),
                "alert.retention", text(RETENTION),
                "escalations",
                        ("payment-trouble: PAYMENT_FAILED{2} within %1$s, then CANCELLED within %1$s;"
                                        + " unconfirmed: created, not CONFIRMED within %1$s")
                                .formatted(text(within)));
    }

    private static String text(Duration duration) {
        return duration.toSeconds() + " s";
    }

    @Override
    public Map<Implementation, Pipeline> rivals() {
        return Map.of(
                Implementation.TEXTBOOK, new TextbookBookings(TIMEOUT, RETENTION, WITHIN),
                Implementation.TUNED, new TunedBookings(TIMEOUT, RETENTION, WITHIN));
    }

    @Override
    public Set<Ablation> ablations() {
        return EnumSet.of(Ablation.PARSER, Ablation.OBJECT_REUSE);
    }

    @Override
    public Map<String, Feed> feeds(int keys, Traffic traffic) {
        return feeds(keys, PreludeTime.BEFORE);
    }

    @Override
    public Map<String, String> stageSettings() {
        return settings(STAGE_TIMEOUT, STAGE_TIMEOUT);
    }

    @Override
    public Map<String, Feed> stageFeeds(int keys) {
        return feeds(keys, PreludeTime.AT_ONCE);
    }

    private static Map<String, Feed> feeds(int keys, PreludeTime prelude) {
        return Map.of(
                "booking-created", new CreationFeed(keys, prelude), "booking-events", new EventFeed(keys, prelude));
    }

    @Override
    public long comparedEvents() {
        return 24_000;
    }

    @Override
    public Set<Traffic> traffics() {
        return Set.of(Traffic.USUAL);
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(
                new Comparison("alerts", "type", "bookingId", "since", "time", "createdValue", "eventValue", "count"),
                new Comparison("escalations", "escalation", "bookingId", "since"));
    }
}
