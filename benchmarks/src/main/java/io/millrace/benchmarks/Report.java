package io.millrace.benchmarks;

import io.millrace.benchmarks.BenchmarkResults.Case;
import io.millrace.benchmarks.measure.Backend;
import io.millrace.benchmarks.measure.RunMetrics;
import io.millrace.benchmarks.measure.Scenario;
import io.millrace.benchmarks.pipeline.Implementation;
import io.millrace.benchmarks.pipeline.Traffic;
import io.millrace.benchmarks.suite.Benchmarks;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** One job's results as Markdown. */
final class Report {
    private final String job;
    private final Plan plan;
    private final BenchmarkResults results;

    Report(String job, Plan plan, BenchmarkResults results) {
        this.job = job;
        this.plan = plan;
        this.results = results;
    }

    String text() {
        StringBuilder text = new StringBuilder("### `" + job + "`\n\n");
        OptionalDouble reading = results.median(
                new Case(Implementation.PARSE, plan.backends().get(0), plan.parsing()), RunMetrics::cpuNanosPerEvent);
        text.append("Reading and parsing only: ").append(number(rate(reading))).append(" events/s per core.\n\n");
        line(
                text,
                "state",
                "keys",
                "events/s",
                "textbook",
                "ratio",
                "events/s per core",
                "textbook",
                "ratio",
                "share of parsing",
                "state, bytes/key",
                "textbook");
        rule(text, 2, 9);
        for (Backend backend : plan.backends()) {
            for (Scenario scenario : plan.scenarios(Set.of(Traffic.USUAL))) {
                usual(text, backend, scenario, reading);
            }
        }
        if (Benchmarks.of(job).traffics().contains(Traffic.ONE_HOT_KEY)) {
            text.append('\n');
            hotKey(text);
        }
        return text.toString();
    }

    private void hotKey(StringBuilder text) {
        line(
                text,
                "state",
                "one hot key, subtasks",
                "events/s",
                "textbook",
                "ratio",
                "max. events/s",
                "textbook",
                "ratio");
        rule(text, 2, 6);
        for (Backend backend : plan.backends()) {
            for (Scenario scenario : plan.scenarios(Set.of(Traffic.ONE_HOT_KEY))) {
                hot(text, backend, scenario);
            }
        }
    }

    private void usual(StringBuilder text, Backend backend, Scenario scenario, OptionalDouble reading) {
        Case own = new Case(Implementation.JOB, backend, scenario);
        Case textbook = new Case(Implementation.TEXTBOOK, backend, scenario);
        OptionalDouble cost = results.median(own, RunMetrics::cpuNanosPerEvent);
        line(
                text,
                name(backend),
                new Count(scenario.keys()).toString(),
                figure(own, RunMetrics::eventsPerSecond),
                figure(textbook, RunMetrics::eventsPerSecond),
                ratio(own, textbook, RunMetrics::eventsPerSecond),
                figure(own, RunMetrics::eventsPerCoreSecond),
                figure(textbook, RunMetrics::eventsPerCoreSecond),
                ratio(own, textbook, RunMetrics::eventsPerCoreSecond),
                percent(reading, cost),
                bytesPerKey(own),
                bytesPerKey(textbook));
    }

    private void hot(StringBuilder text, Backend backend, Scenario scenario) {
        Case own = new Case(Implementation.JOB, backend, scenario);
        Case textbook = new Case(Implementation.TEXTBOOK, backend, scenario);
        line(
                text,
                name(backend),
                Integer.toString(scenario.parallelism()),
                figure(own, RunMetrics::eventsPerSecond),
                figure(textbook, RunMetrics::eventsPerSecond),
                ratio(own, textbook, RunMetrics::eventsPerSecond),
                figure(own, RunMetrics::eventsPerSecondAtMost),
                figure(textbook, RunMetrics::eventsPerSecondAtMost),
                ratio(own, textbook, RunMetrics::eventsPerSecondAtMost));
    }

    private String figure(Case measured, ToDoubleFunction<RunMetrics> figure) {
        return number(results.median(measured, figure));
    }

    private String ratio(Case own, Case textbook, ToDoubleFunction<RunMetrics> figure) {
        OptionalDouble left = results.median(own, figure);
        OptionalDouble right = results.median(textbook, figure);
        return left.isPresent() && right.isPresent()
                ? String.format(Locale.ROOT, "**%.2f**", left.getAsDouble() / right.getAsDouble())
                : "";
    }

    private String bytesPerKey(Case measured) {
        OptionalLong bytes = results.stateBytes(measured);
        return bytes.isPresent()
                ? String.format(
                        Locale.ROOT,
                        "%.0f",
                        (double) bytes.getAsLong() / measured.scenario().keys())
                : "";
    }

    private static OptionalDouble rate(OptionalDouble nanos) {
        return nanos.isPresent() ? OptionalDouble.of(1e9 / nanos.getAsDouble()) : nanos;
    }

    private static String percent(OptionalDouble part, OptionalDouble whole) {
        return part.isPresent() && whole.isPresent()
                ? String.format(Locale.ROOT, "%.0f %%", 100 * part.getAsDouble() / whole.getAsDouble())
                : "";
    }

    private static String number(OptionalDouble figure) {
        return figure.isPresent()
                ? String.format(Locale.ROOT, "%,.0f", figure.getAsDouble()).replace(',', ' ')
                : "";
    }

    private static String name(Backend backend) {
        return switch (backend) {
            case HASHMAP -> "HashMap";
            case ROCKSDB -> "RocksDB";
        };
    }

    private static void line(StringBuilder text, String... cells) {
        text.append(List.of(cells).stream().collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    private static void rule(StringBuilder text, int words, int figures) {
        text.append("| --- ".repeat(words)).append("| ---: ".repeat(figures)).append("|\n");
    }
}
