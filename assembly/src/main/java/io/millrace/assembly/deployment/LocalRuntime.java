package io.millrace.assembly.deployment;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Flink releases that run on this machine, in the order of releases. */
public enum LocalRuntime {
    FLINK_1_18(1, 18),
    FLINK_1_19(1, 19),
    FLINK_1_20(1, 20),
    FLINK_2_2(2, 2),
    FLINK_2_3(2, 3);

    private static final Pattern ID = Pattern.compile("FLINK-([0-9]{1,4})_([0-9]{1,4})");

    private final int major;
    private final int minor;

    LocalRuntime(int major, int minor) {
        this.major = major;
        this.minor = minor;
    }

    /**
     * The release that runs the applications of a runtime: its own, or else the next one, since Flink keeps its public API
     * within a major release.
     *
     * @param id a value of {@code RuntimeEnvironment}
     * @return empty when there is none
     */
    public static Optional<LocalRuntime> of(String id) {
        Matcher release = ID.matcher(id);
        if (!release.matches()) {
            return Optional.empty();
        }
        int major = Integer.parseInt(release.group(1));
        int minor = Integer.parseInt(release.group(2));
        return Arrays.stream(values())
                .filter(runtime -> runtime.major == major && runtime.minor >= minor)
                .findFirst();
    }

    /**
     * The reason why state of one runtime does not restore on another: a major release of Flink does not read what a later one
     * wrote.
     *
     * @return empty when it may restore
     * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/java/flink-2-2-upgrade-guide.html">Upgrading to Flink 2.2</a>
     */
    public static Optional<String> wayBack(String before, String after) {
        return of(before).flatMap(former -> of(after)
                .filter(next -> next.major < former.major)
                .map(next ->
                        "RuntimeEnvironment must stay on Flink %d, since Flink %d does not restore its state, got '%s'"
                                .formatted(former.major, next.major, after)));
    }

    /** The service's names of all of them. */
    public static String ids() {
        return Arrays.stream(values()).map(LocalRuntime::id).collect(joining(", "));
    }

    /** The service's name for it, as in {@code FLINK-1_20}. */
    public String id() {
        return "FLINK-%d_%d".formatted(major, minor);
    }

    /** Flink's major version: 1 or 2. */
    public int major() {
        return major;
    }

    /** The version of Java in which the service runs it. */
    public int java() {
        return major == 1 ? 11 : 17;
    }
}
