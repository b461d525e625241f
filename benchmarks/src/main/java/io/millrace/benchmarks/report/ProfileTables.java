package io.millrace.benchmarks.report;

import static java.util.stream.Collectors.toMap;

import io.millrace.benchmarks.results.BenchmarkResults;
import io.millrace.benchmarks.results.HotMethods;
import io.millrace.benchmarks.results.HotMethods.HotMethod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a job's time goes: its hottest methods with each state backend, by the number of keys. */
final class ProfileTables {
    private ProfileTables() {}

    static String text(BenchmarkResults results, String job) {
        StringBuilder text = new StringBuilder();
        for (String backend : Labels.backends()) {
            List<HotMethods> profiles = results.profiles().stream()
                    .filter(profile ->
                            profile.job().equals(job) && profile.backend().equals(backend))
                    .sorted(Comparator.comparing(HotMethods::keys))
                    .toList();
            if (!profiles.isEmpty()) {
                text.append(text.isEmpty() ? "" : "\n").append(table(backend, profiles));
            }
        }
        return text.isEmpty() ? Region.NO_RESULTS : text.toString();
    }

    private static String table(String backend, List<HotMethods> profiles) {
        List<String> headers = new ArrayList<>(List.of("hottest methods, " + Labels.backend(backend)));
        profiles.forEach(profile ->
                headers.add("%s keys, %d samples".formatted(Labels.keys(profile.keys()), profile.samples())));
        Table table = new Table(1, headers);
        List<Map<String, Double>> shares =
                profiles.stream().map(ProfileTables::shares).toList();
        shares.stream()
                .flatMap(share -> share.keySet().stream())
                .distinct()
                .sorted(Comparator.comparing((String method) -> greatest(method, shares))
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .forEach(method -> table.row(Stream.concat(
                                Stream.of("`" + method + "`"), shares.stream().map(share -> percent(share.get(method))))
                        .toList()));
        return table.text();
    }

    private static Map<String, Double> shares(HotMethods profile) {
        return profile.methods().stream()
                .collect(toMap(HotMethod::method, method -> 100.0 * method.samples() / profile.samples()));
    }

    private static double greatest(String method, List<Map<String, Double>> shares) {
        return shares.stream()
                .mapToDouble(share -> share.getOrDefault(method, 0.0))
                .max()
                .orElseThrow();
    }

    /** Empty for a method that is not among the hottest. */
    private static String percent(@Nullable Double share) {
        return share == null ? "" : String.format(Locale.ROOT, "%.1f %%", share);
    }
}
