package io.millrace.benchmarks.report;

import io.millrace.benchmarks.plot.Marker;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** How cases are named and ordered. */
final class Labels {
    static final String JOB = "job";
    static final String PARSE = "parse";
    static final String STANDARD = "standard";
    static final String ABLATIONS = "ablations";
    static final String LONG = "long";
    static final String USUAL = "usual";
    static final String ONE_HOT_KEY = "one_hot_key";

    private static final List<String> IMPLEMENTATIONS = List.of(JOB, "textbook", "tuned", "sql");
    private static final List<String> BACKENDS = List.of("hashmap", "rocksdb");

    private Labels() {}

    /** The job and its rivals, in the order in which they are shown; variants of the job are not among them. */
    static List<String> contenders() {
        return IMPLEMENTATIONS;
    }

    static String implementation(String label) {
        return switch (label) {
            case JOB -> "Millrace";
            case "sql" -> "Flink SQL";
            default -> label;
        };
    }

    /** As in "without pre-aggregation". */
    static String variant(String label) {
        return label.replace('-', ' ').replace("pre aggregation", "pre-aggregation");
    }

    static Marker marker(String contender) {
        return switch (contender) {
            case JOB -> Marker.CIRCLE;
            case "textbook" -> Marker.SQUARE;
            case "tuned" -> Marker.DIAMOND;
            default -> Marker.TRIANGLE;
        };
    }

    static List<String> backends() {
        return BACKENDS;
    }

    static String backend(String label) {
        return label.equals("hashmap") ? "HashMap" : "RocksDB";
    }

    static String streams(String label) {
        return label.equals("kafka") ? "Kafka" : "Kinesis";
    }

    /** 10k for 10 000, 1m for a million. */
    static String keys(int count) {
        if (count % 1_000_000 == 0) {
            return count / 1_000_000 + "m";
        }
        return count % 1_000 == 0 ? count / 1_000 + "k" : Integer.toString(count);
    }

    /** HashMap first. */
    static Comparator<String> byBackend() {
        return Comparator.comparingInt(BACKENDS::indexOf);
    }

    /** In groups of three digits. */
    static String whole(long figure) {
        return String.format(Locale.ROOT, "%,d", figure).replace(',', ' ');
    }

    /** Whole, in groups of three digits. */
    static String whole(double figure) {
        return String.format(Locale.ROOT, "%,.0f", figure).replace(',', ' ');
    }
}
