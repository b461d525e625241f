package io.millrace.local.requests;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** The names of snapshots that the service allows. */
public final class SnapshotName {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,256}");
    private static final DateTimeFormatter NOW = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss");

    private SnapshotName() {}

    /** The name of a snapshot that is given none: the time. */
    public static String now() {
        return LocalDateTime.now(ZoneId.systemDefault()).format(NOW);
    }

    /** What is wrong with a name; empty when nothing is. */
    public static Optional<String> violation(String name) {
        return NAME.matcher(name).matches() && !name.matches("\\.+")
                ? Optional.empty()
                : Optional.of(
                        "name must be 1 to 256 letters, digits, dots, dashes or underscores, got '%s'".formatted(name));
    }
}
