package io.millrace.benchmarks.report;

import io.millrace.benchmarks.aws.AwsEstimate;
import io.millrace.benchmarks.aws.Nexmark;
import io.millrace.benchmarks.report.Cases.Setting;
import io.millrace.benchmarks.results.BenchmarkResults;
import io.millrace.benchmarks.results.Spread;
import io.millrace.benchmarks.results.Throughput.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the measured rates mean on AWS, and beside published ones. */
final class AwsTables {
    private static final double EVENTS_PER_SECOND = 1e6;
    private static final String BACKEND = "rocksdb";

    private AwsTables() {}

    /** @param eventBytes the size of an event, by job */
    static String estimate(BenchmarkResults results, Map<String, Integer> eventBytes) {
        List<String> contenders = Labels.contenders().stream()
                .filter(name -> results.throughput().stream()
                        .anyMatch(one -> one.implementation().equals(name)))
                .toList();
        List<String> headers = new ArrayList<>(List.of("job", "keys"));
        contenders.forEach(contender -> headers.addAll(List.of(
                "KPUs, " + Labels.implementation(contender),
                "US $ a billion events, " + Labels.implementation(contender))));
        headers.addAll(List.of("bytes an event", "shards", "shards, aggregated"));
        AwsEstimate estimate = AwsEstimate.of(EVENTS_PER_SECOND);
        Table table = new Table(1, headers);
        boolean any = false;
        for (Map.Entry<String, Integer> job : eventBytes.entrySet()) {
            Cases cases = Cases.of(results, job.getKey(), Labels.USUAL);
            for (Setting setting : cases.settings(BACKEND)) {
                any = true;
                List<String> cells = new ArrayList<>(List.of("`" + job.getKey() + "`", Labels.keys(setting.keys())));
                for (String contender : contenders) {
                    double rate = cases.spread(contender, setting, Round::eventsPerCoreSecond)
                            .map(Spread::median)
                            .orElse(0.0);
                    cells.add(rate > 0 ? Labels.whole(estimate.kpus(rate)) : "");
                    cells.add(rate > 0 ? String.format(Locale.ROOT, "%.2f", estimate.usdPerBillion(rate)) : "");
                }
                cells.add(Labels.whole(job.getValue()));
                cells.add(Labels.whole(estimate.shards(job.getValue())));
                cells.add(Labels.whole(estimate.aggregatedShards(job.getValue())));
                table.row(cells);
            }
        }
        return any ? table.text() : Region.NO_RESULTS;
    }

    /** The textbooks beside the queries of Nexmark. */
    static String nexmark(BenchmarkResults results, List<String> jobs) {
        Table table = new Table(2, List.of("what", "it computes", "events/s per core"));
        Nexmark.queries()
                .forEach(query -> table.row(
                        List.of("Nexmark " + query.name(), query.what(), Labels.whole(query.eventsPerCoreSecond()))));
        for (String job : jobs) {
            Cases cases = Cases.of(results, job, Labels.USUAL);
            for (Setting setting : cases.settings(BACKEND)) {
                cases.spread("textbook", setting, Round::eventsPerCoreSecond)
                        .ifPresent(spread -> table.row(List.of(
                                "textbook `" + job + "`",
                                Labels.keys(setting.keys()) + " keys",
                                Labels.whole(spread.median()))));
            }
        }
        return table.text();
    }
}
