package io.millrace.job.rollup;

import static java.util.stream.Collectors.toList;

import io.millrace.contract.flink.Setting;
import io.millrace.contract.flink.Settings;
import io.millrace.job.measurement.MeasurementSettings;
import io.millrace.job.time.EventTimeSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOptions;
import org.jspecify.annotations.Nullable;

/** The settings of the job {@code rollup}. Immutable. */
final class RollupSettings {
    /** A window of a day that slides by a minute. */
    private static final int MAX_SLICES = 1_440;

    private static final List<String> AGGREGATION_NAMES =
            Stream.of(Aggregation.values()).map(Aggregation::text).collect(toList());

    static final Setting<List<String>> AGGREGATIONS = Setting.of(ConfigOptions.key("aggregations")
            .stringType()
            .asList()
            .defaultValues(AGGREGATION_NAMES.toArray(new String[0]))
            .withDescription(
                    "The aggregates written for each key and window, separated by semicolons. With count alone, records need no"
                            + " value."));

    static final Setting<Duration> SIZE = Setting.of(ConfigOptions.key("window.size")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(1))
                    .withDescription("Length of the windows, aligned to the epoch; a multiple of window.slide."))
            .atLeast(Duration.ofMillis(1))
            .atMost(EventTimeSettings.LONGEST);

    static final Setting<Duration> SLIDE = Setting.of(ConfigOptions.key("window.slide")
                    .durationType()
                    .noDefaultValue()
                    .withDescription(
                            "Interval between the starts of two windows. Defaults to window.size, so that windows do not"
                                    + " overlap."))
            .atLeast(Duration.ofMillis(1))
            .atMost(EventTimeSettings.LONGEST);

    static final Setting<Integer> TOP_N = Setting.of(ConfigOptions.key("top.n")
                    .intType()
                    .defaultValue(0)
                    .withDescription(
                            "How many keys are written per window, the highest-ranked by top.by; 0 for all keys."))
            .atLeast(0)
            .atMost(1_000);

    static final Setting<String> TOP_BY = Setting.of(ConfigOptions.key("top.by")
                    .stringType()
                    .defaultValue(Aggregation.SUM.text())
                    .withDescription(
                            "The aggregate that keys are ranked by, the highest first; equal ones are ranked by key."))
            .oneOf(AGGREGATION_NAMES.toArray(new String[0]));

    private final MeasurementSettings measurement;
    private final EventTimeSettings eventTime;
    private final EnumSet<Aggregation> aggregations;
    private final RollupWindow window;
    private final int topN;
    private final Aggregation topBy;

    private RollupSettings(Settings settings) {
        this.measurement = MeasurementSettings.of(settings);
        this.eventTime = EventTimeSettings.of(settings);
        this.aggregations = EnumSet.noneOf(Aggregation.class);
        names(settings).forEach(name -> aggregation(name).ifPresent(aggregations::add));
        this.window = new RollupWindow(settings.get(SIZE), slide(settings));
        this.topN = settings.get(TOP_N);
        this.topBy = aggregation(settings.get(TOP_BY)).orElseThrow();
    }

    /** Takes settings without {@link #violations}. */
    static RollupSettings of(Settings settings) {
        return new RollupSettings(settings);
    }

    static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(MeasurementSettings.all());
        all.addAll(List.of(AGGREGATIONS, SIZE, SLIDE, TOP_N, TOP_BY));
        all.addAll(EventTimeSettings.all());
        return all;
    }

    static List<String> violations(Settings settings) {
        List<String> violations = new ArrayList<>(MeasurementSettings.violations(settings));
        for (String name : names(settings)) {
            if (aggregation(name).isEmpty()) {
                violations.add(
                        "aggregations must be any of " + String.join("; ", AGGREGATION_NAMES) + ", got '" + name + "'");
            }
        }
        long size = settings.get(SIZE).toMillis();
        long slide = slide(settings).toMillis();
        if (slide == 0) {
            return violations; // out of range, which the contract's check reports
        }
        String got = ", got " + size + " ms and " + slide + " ms";
        if (size % slide != 0) {
            violations.add("window.size must be a multiple of window.slide" + got);
        }
        if (size / slide > MAX_SLICES) {
            violations.add("window.size must be at most " + MAX_SLICES + " times window.slide" + got);
        }
        return violations;
    }

    private static Duration slide(Settings settings) {
        @Nullable Duration slide = settings.get(SLIDE);
        return slide == null ? settings.get(SIZE) : slide;
    }

    private static List<String> names(Settings settings) {
        return settings.get(AGGREGATIONS).stream().map(String::trim).collect(toList());
    }

    private static Optional<Aggregation> aggregation(String name) {
        return Stream.of(Aggregation.values())
                .filter(aggregation -> aggregation.text().equals(name))
                .findFirst();
    }

    MeasurementSettings measurement() {
        return measurement;
    }

    EventTimeSettings eventTime() {
        return eventTime;
    }

    Set<Aggregation> aggregations() {
        return EnumSet.copyOf(aggregations);
    }

    RollupWindow window() {
        return window;
    }

    /** How many keys are written per window; 0 for all. */
    int topN() {
        return topN;
    }

    Aggregation topBy() {
        return topBy;
    }

    /** Whether the output depends on the values. */
    boolean valuesMatter() {
        return !aggregations.equals(EnumSet.of(Aggregation.COUNT)) || (topN > 0 && topBy != Aggregation.COUNT);
    }
}
