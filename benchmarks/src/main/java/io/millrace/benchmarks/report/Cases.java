package io.millrace.benchmarks.report;

import io.millrace.benchmarks.results.BenchmarkResults;
import io.millrace.benchmarks.results.Spread;
import io.millrace.benchmarks.results.Throughput;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The throughput of one job with one kind of traffic.
 *
 * @param results those that the cases are of
 */
record Cases(BenchmarkResults results, List<Throughput> all) {
    /** What is compared between implementations. */
    record Setting(String backend, int keys, int parallelism) {}

    static Cases of(BenchmarkResults results, String job, String traffic) {
        return of(results, job, Labels.STANDARD, traffic);
    }

    static Cases of(BenchmarkResults results, String job, String form, String traffic) {
        return new Cases(
                results,
                results.throughput().stream()
                        .filter(one -> one.job().equals(job)
                                && one.form().equals(form)
                                && one.traffic().equals(traffic))
                        .toList());
    }

    /** Those of the job's contenders that were measured. */
    List<String> contenders() {
        return Labels.contenders().stream()
                .filter(name ->
                        all.stream().anyMatch(one -> one.implementation().equals(name)))
                .toList();
    }

    /** Everything else that was measured, but for parsing: variants of the job. */
    List<String> variants() {
        return all.stream()
                .map(Throughput::implementation)
                .filter(name ->
                        !name.equals(Labels.PARSE) && !Labels.contenders().contains(name))
                .distinct()
                .toList();
    }

    /** The settings of the contenders, by backend, keys and parallelism. */
    List<Setting> settings() {
        return all.stream()
                .filter(one -> !one.implementation().equals(Labels.PARSE))
                .map(one -> new Setting(one.backend(), one.keys(), one.parallelism()))
                .distinct()
                .sorted(Comparator.comparing(Setting::backend, Labels.byBackend())
                        .thenComparing(Setting::keys)
                        .thenComparing(Setting::parallelism))
                .toList();
    }

    List<Setting> settings(String backend) {
        return settings().stream()
                .filter(setting -> setting.backend().equals(backend))
                .toList();
    }

    Optional<Throughput> find(String implementation, Setting setting) {
        return all.stream()
                .filter(one -> one.implementation().equals(implementation)
                        && one.backend().equals(setting.backend)
                        && one.keys() == setting.keys
                        && one.parallelism() == setting.parallelism)
                .findFirst();
    }

    Optional<Spread> spread(String implementation, Setting setting, ToDoubleFunction<Throughput.Round> figure) {
        return find(implementation, setting).map(one -> one.spread(figure));
    }

    /**
     * The ratio of the job's median to another's, in bold: only within one run, since machines and their load differ. Empty if there
     * is none.
     */
    String ratio(String other, Setting setting, ToDoubleFunction<Throughput.Round> figure) {
        return find(Labels.JOB, setting)
                .flatMap(own -> find(other, setting)
                        .filter(one -> one.run().equals(own.run()))
                        .map(one -> String.format(
                                Locale.ROOT,
                                "**%.2f**",
                                own.spread(figure).median() / one.spread(figure).median())))
                .orElse("");
    }

    /**
     * Reading and parsing alone, which depends on neither the backend nor the keys: as measured last with the fewest keys, so that no
     * run of the other cases replaces it.
     */
    Optional<Throughput> parsing() {
        return all.stream()
                .filter(one -> one.implementation().equals(Labels.PARSE))
                .min(Comparator.comparing(Throughput::keys).thenComparing(Throughput::run, Comparator.reverseOrder()));
    }

    /** Reading and parsing alone on the machine that measured a case: in the same run, or else in the latest. */
    Optional<Throughput> parsing(Throughput measured) {
        return all.stream()
                .filter(one -> one.implementation().equals(Labels.PARSE) && results.ofSameMachine(one, measured))
                .max(Comparator.comparing((Throughput one) -> !Collections.disjoint(one.runs(), measured.runs()))
                        .thenComparing(Throughput::run));
    }
}
