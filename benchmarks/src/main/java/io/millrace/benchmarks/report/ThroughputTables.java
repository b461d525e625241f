package io.millrace.benchmarks.report;

import io.millrace.benchmarks.report.Cases.Setting;
import io.millrace.benchmarks.results.BenchmarkResults;
import io.millrace.benchmarks.results.Spread;
import io.millrace.benchmarks.results.Throughput.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The tables of one job's throughput. */
final class ThroughputTables {
    private final Cases usual;
    private final Cases hot;
    private final Cases ablations;
    private final Cases longForm;

    ThroughputTables(BenchmarkResults results, String job) {
        usual = Cases.of(results, job, Labels.USUAL);
        hot = Cases.of(results, job, Labels.ONE_HOT_KEY);
        ablations = Cases.of(results, job, Labels.ABLATIONS, Labels.USUAL);
        longForm = Cases.of(results, job, Labels.LONG, Labels.USUAL);
    }

    String text() {
        Function<Setting, String> keys = setting -> Labels.keys(setting.keys());
        Function<Setting, String> subtasks = setting -> Integer.toString(setting.parallelism());
        List<String> sections = new ArrayList<>();
        if (!usual.all().isEmpty()) {
            usual.parsing()
                    .map(parsing -> figure(parsing.spread(Round::eventsPerCoreSecond)))
                    .ifPresent(figure -> sections.add("Reading and parsing only: " + figure + " events/s per core.\n"));
            sections.add("Events/s per core:\n\n" + perCore(keys));
            sections.add("Events/s by the clock:\n\n" + comparison(usual, "keys", keys, Round::eventsPerSecond));
            sections.add("State, bytes per key:\n\n" + state(keys));
        }
        if (!hot.all().isEmpty()) {
            sections.add("One hot key, events/s by the clock:\n\n"
                    + comparison(hot, "subtasks", subtasks, Round::eventsPerSecond));
            sections.add("One hot key, max. events/s:\n\n"
                    + comparison(hot, "subtasks", subtasks, Round::maxEventsPerSecond));
        }
        if (!longForm.all().isEmpty()) {
            sections.add("Three minutes of steady state, events/s per core:\n\n"
                    + comparison(longForm, "keys", keys, Round::eventsPerCoreSecond));
            sections.add("Three minutes of steady state, events/s by the clock:\n\n"
                    + comparison(longForm, "keys", keys, Round::eventsPerSecond));
        }
        if (!ablations.variants().isEmpty()) {
            sections.add("Events/s per core without a part of the job, and what the part brings:\n\n" + variants(keys));
        }
        return sections.isEmpty() ? Region.NO_RESULTS : String.join("\n", sections);
    }

    private String perCore(Function<Setting, String> keys) {
        return comparison(usual, "keys", keys, Round::eventsPerCoreSecond, "share of parsing", this::shareOfParsing);
    }

    private static String comparison(
            Cases cases, String column, Function<Setting, String> name, ToDoubleFunction<Round> figure) {
        return comparison(cases, column, name, figure, "", setting -> "");
    }

    private static String comparison(
            Cases cases,
            String column,
            Function<Setting, String> name,
            ToDoubleFunction<Round> figure,
            String last,
            Function<Setting, String> lastCell) {
        List<String> headers = new ArrayList<>(List.of("state", column));
        for (String contender : cases.contenders()) {
            headers.add(Labels.implementation(contender));
            if (!contender.equals(Labels.JOB)) {
                headers.add("ratio");
            }
        }
        if (!last.isEmpty()) {
            headers.add(last);
        }
        Table table = new Table(2, headers);
        for (Setting setting : cases.settings()) {
            List<String> cells = new ArrayList<>(List.of(Labels.backend(setting.backend()), name.apply(setting)));
            for (String contender : cases.contenders()) {
                cells.add(cases.spread(contender, setting, figure)
                        .map(ThroughputTables::figure)
                        .orElse(""));
                if (!contender.equals(Labels.JOB)) {
                    cells.add(cases.ratio(contender, setting, figure));
                }
            }
            if (!last.isEmpty()) {
                cells.add(lastCell.apply(setting));
            }
            table.row(cells);
        }
        return table.text();
    }

    private String shareOfParsing(Setting setting) {
        return usual.find(Labels.JOB, setting)
                .flatMap(own -> usual.parsing(own)
                        .map(parsing -> percent(own.spread(Round::eventsPerCoreSecond)
                                        .median()
                                / parsing.spread(Round::eventsPerCoreSecond).median())))
                .orElse("");
    }

    private String state(Function<Setting, String> keys) {
        List<String> headers = new ArrayList<>(List.of("state", "keys"));
        usual.contenders().forEach(contender -> headers.add(Labels.implementation(contender)));
        Table table = new Table(2, headers);
        for (Setting setting : usual.settings()) {
            List<String> cells = new ArrayList<>(List.of(Labels.backend(setting.backend()), keys.apply(setting)));
            for (String contender : usual.contenders()) {
                cells.add(usual.find(contender, setting)
                        .map(one ->
                                one.stateBytes() == null ? "" : Labels.whole((double) one.stateBytes() / one.keys()))
                        .orElse(""));
            }
            table.row(cells);
        }
        return table.text();
    }

    private String variants(Function<Setting, String> keys) {
        Table table = new Table(3, List.of("state", "keys", "variant", "events/s per core", "Millrace", "ratio"));
        for (Setting setting : ablations.settings()) {
            for (String variant : ablations.variants()) {
                ablations
                        .spread(variant, setting, Round::eventsPerCoreSecond)
                        .ifPresent(spread -> table.row(List.of(
                                Labels.backend(setting.backend()),
                                keys.apply(setting),
                                Labels.variant(variant),
                                figure(spread),
                                ablations
                                        .spread(Labels.JOB, setting, Round::eventsPerCoreSecond)
                                        .map(ThroughputTables::figure)
                                        .orElse(""),
                                ablations.ratio(variant, setting, Round::eventsPerCoreSecond))));
            }
        }
        return table.text();
    }

    /** The median, and how far the rounds are from it at most. */
    private static String figure(Spread spread) {
        return Labels.whole(spread.median()) + (spread.share() > 0 ? " ±" + percent(spread.share()) : "");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
