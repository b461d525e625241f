package io.millrace.contract.service;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Flink runtimes that the service offers.
 *
 * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/java/release-version-list.html">Release versions</a>
 */
public final class ServiceRuntimes {
    private static final Pattern ID = Pattern.compile("FLINK-([0-9]{1,4})_([0-9]{1,4})");
    private static final List<String> OFFERED =
            List.of("FLINK-1_15", "FLINK-1_18", "FLINK-1_19", "FLINK-1_20", "FLINK-2_2", "FLINK-2_3");
    private static final Set<String> DEPRECATED = Set.of("FLINK-1_6", "FLINK-1_8", "FLINK-1_11", "FLINK-1_13");
    private static final String LAST_OF_FLINK_1 = "FLINK-1_20";

    private ServiceRuntimes() {}

    /**
     * Why a runtime runs neither a jar nor a zip with a Python application.
     *
     * @return the rule, the value and the remedy, without the name of the option or property in front
     */
    public static Optional<String> otherKind(String id) {
        if (id.startsWith("ZEPPELIN-")) {
            return Optional.of(notebook("a Flink runtime such as " + LAST_OF_FLINK_1, id));
        }
        if (id.startsWith("SQL-")) {
            return Optional.of(String.format(
                    "must be a Flink runtime such as %s, got '%s', which AWS has discontinued; run the SQL with Flink's Table"
                            + " API",
                    LAST_OF_FLINK_1, id));
        }
        return Optional.empty();
    }

    /**
     * Why a mode (property {@code ApplicationMode}) runs neither a jar nor a zip with a Python application.
     *
     * @return as {@link #otherKind}
     */
    public static Optional<String> otherMode(String mode) {
        return mode.equals("INTERACTIVE") ? Optional.of(notebook("STREAMING", mode)) : Optional.empty();
    }

    private static String notebook(String rule, String value) {
        return String.format(
                "must be %s, got '%s', which is for Studio notebooks; export the note as an application in Studio, or run its"
                        + " SQL with Flink's Table API",
                rule, value);
    }

    /** Why the service would refuse a runtime. One that is newer than all known ones is accepted. */
    static Optional<String> violation(String id) {
        if (OFFERED.contains(id) || isNewerThanAll(id)) {
            return Optional.empty();
        }
        String names = String.join(", ", OFFERED);
        return Optional.of(
                DEPRECATED.contains(id)
                        ? String.format(
                                "runtime must be one that AWS still supports (%s), got the deprecated '%s'; use %s",
                                names, id, LAST_OF_FLINK_1)
                        : String.format("runtime must be one that the service offers (%s), got '%s'", names, id));
    }

    private static boolean isNewerThanAll(String id) {
        return ID.matcher(id).matches() && number(id) > number(OFFERED.get(OFFERED.size() - 1));
    }

    /** In the order of releases. */
    private static int number(String id) {
        Matcher matcher = ID.matcher(id);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(id);
        }
        return Integer.parseInt(matcher.group(1)) * 10_000 + Integer.parseInt(matcher.group(2));
    }
}
