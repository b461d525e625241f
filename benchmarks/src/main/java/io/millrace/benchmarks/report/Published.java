package io.millrace.benchmarks.report;

import io.millrace.benchmarks.results.BenchmarkResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The published files that are made from results: documents with generated regions, and plots. */
public final class Published {
    private static final List<String> DOCUMENTS = List.of("README.md", "docs/performance.md");
    private static final String PLOTS = "docs/performance/";

    /** The published results. */
    public static final String RESULTS = PLOTS + "results.json";

    private final Path home;
    private final Map<String, Integer> eventBytes;
    private final List<String> jobs;

    /**
     * The files of a checkout.
     *
     * @param eventBytes the size of an event of each job, in the order in which jobs are shown
     */
    public Published(Path home, Map<String, Integer> eventBytes) {
        this.home = home;
        this.eventBytes = eventBytes;
        this.jobs = List.copyOf(eventBytes.keySet());
    }

    /** Writes all files. */
    public void write(BenchmarkResults results) throws IOException {
        for (Map.Entry<Path, String> file : files(results).entrySet()) {
            Files.createDirectories(file.getKey().resolveSibling("."));
            Files.writeString(file.getKey(), file.getValue());
        }
    }

    /** What the files must contain. */
    public Map<Path, String> files(BenchmarkResults results) throws IOException {
        Map<String, String> regions = regions(results);
        Map<Path, String> files = new TreeMap<>();
        for (String document : DOCUMENTS) {
            Path path = home.resolve(document);
            files.put(path, Region.fill(Files.readString(path), regions));
        }
        new ThroughputPlots(results, jobs).files().forEach((name, svg) -> files.put(home.resolve(PLOTS + name), svg));
        LatencyPlots.files(results, jobs).forEach((name, svg) -> files.put(home.resolve(PLOTS + name), svg));
        return files;
    }

    /** The tables of one job's throughput. */
    public static String throughput(BenchmarkResults results, String job) {
        return new ThroughputTables(results, job).text();
    }

    private Map<String, String> regions(BenchmarkResults results) {
        Map<String, String> regions = new TreeMap<>();
        regions.put("conditions", RunTable.text(results));
        regions.put("summary", Summary.text(results, jobs));
        regions.put("latency", StageTables.latency(results, jobs));
        regions.put("end to end", StageTables.endToEnd(results, jobs));
        regions.put("estimate", AwsTables.estimate(results, eventBytes));
        regions.put("nexmark", AwsTables.nexmark(results, jobs));
        for (String job : jobs) {
            regions.put("profile of " + job, ProfileTables.text(results, job));
            regions.put("throughput of " + job, throughput(results, job));
        }
        return regions;
    }
}
