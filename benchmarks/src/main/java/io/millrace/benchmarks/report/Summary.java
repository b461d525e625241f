package io.millrace.benchmarks.report;

import io.millrace.benchmarks.report.Cases.Setting;
import io.millrace.benchmarks.results.BenchmarkResults;
import io.millrace.benchmarks.results.Throughput.Round;
import java.util.ArrayList;
import java.util.List;

/** The table for the README: every job against its rivals with RocksDB state and the fewest keys. */
final class Summary {
    private Summary() {}

    static String text(BenchmarkResults results, List<String> jobs) {
        List<String> rivals = Labels.contenders().stream()
                .filter(name -> !name.equals(Labels.JOB))
                .filter(name -> results.throughput().stream()
                        .anyMatch(one -> one.implementation().equals(name)))
                .toList();
        List<String> headers = new ArrayList<>(List.of("job", Labels.implementation(Labels.JOB)));
        rivals.forEach(rival -> headers.addAll(List.of(Labels.implementation(rival), "ratio")));
        Table table = new Table(1, headers);
        boolean any = false;
        for (String job : jobs) {
            Cases cases = Cases.of(results, job, Labels.USUAL);
            List<Setting> settings = cases.settings("rocksdb");
            if (settings.isEmpty()) {
                continue;
            }
            any = true;
            Setting fewestKeys = settings.get(0);
            List<String> cells = new ArrayList<>(List.of(
                    "`" + job + "`",
                    cases.spread(Labels.JOB, fewestKeys, Round::eventsPerCoreSecond)
                            .map(spread -> Labels.whole(spread.median()))
                            .orElse("")));
            for (String rival : rivals) {
                cells.add(cases.spread(rival, fewestKeys, Round::eventsPerCoreSecond)
                        .map(spread -> Labels.whole(spread.median()))
                        .orElse(""));
                cells.add(cases.ratio(rival, fewestKeys, Round::eventsPerCoreSecond));
            }
            table.row(cells);
        }
        return any ? table.text() : Region.NO_RESULTS;
    }
}
