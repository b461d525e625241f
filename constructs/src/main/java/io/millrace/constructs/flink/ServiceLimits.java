package io.millrace.constructs.flink;

import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The limits of the managed service, which it would otherwise report one at a time and only when deploying.
 *
 * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/apiv2/API_CreateApplication.html">CreateApplication</a>
 * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/java/limits.html">Quotas</a>
 */
final class ServiceLimits {
    static final String NAME_RULE = "letters, digits, '_', '.' or '-'";
    private static final String NAME_CHARACTERS = "[a-zA-Z0-9_.-]";
    private static final int MAX_NAME = 128;
    private static final int MAX_DESCRIPTION = 1024;
    private static final int MAX_GROUPS = 50;
    private static final int MAX_GROUP_ID = 50;
    private static final int MAX_KEYS = 50;
    private static final int MAX_TEXT = 2048;
    private static final int MAX_PARALLELISM_PER_KPU = 8;
    private static final Duration MIN_CHECKPOINT_INTERVAL = Duration.ofSeconds(1);
    private static final int MAX_TAGS = 50;
    private static final int MAX_TAG_KEY = 128;
    private static final int MAX_TAG_VALUE = 256;
    private static final long MAX_JAR_BYTES = 512L * 1024 * 1024;

    private final Predicate<String> unresolved;
    private final List<String> mistakes = new ArrayList<>();

    /** @param unresolved tells a text that is not known yet (a CDK token) and so cannot be checked */
    ServiceLimits(Predicate<String> unresolved) {
        this.unresolved = unresolved;
    }

    /** A sentence for each limit that was broken so far. */
    List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    void name(String name) {
        if (!unresolved.test(name) && !isName(name, MAX_NAME)) {
            mistakes.add(String.format("application name must be 1 to %d %s, got '%s'", MAX_NAME, NAME_RULE, name));
        }
    }

    void description(String description) {
        if (!unresolved.test(description) && description.length() > MAX_DESCRIPTION) {
            mistakes.add(String.format(
                    "description must have at most %d characters, got %d; shorten it",
                    MAX_DESCRIPTION, description.length()));
        }
    }

    void capacity(Capacity capacity, ServiceQuotas quotas) {
        within("parallelism", 1, quotas.parallelism(), capacity.parallelism());
        within("parallelism per KPU", 1, MAX_PARALLELISM_PER_KPU, capacity.parallelismPerKpu());
        if (capacity.parallelismPerKpu() > 0 && capacity.kpus() > quotas.kpus()) {
            mistakes.add(String.format(
                    "an application must take at most %d KPUs, got %d; run more tasks on each, or have quota L-3A88E041"
                            + " raised and state it with ServiceQuotas",
                    quotas.kpus(), capacity.kpus()));
        }
    }

    void checkpointing(Checkpointing checkpointing) {
        if (checkpointing.interval().compareTo(MIN_CHECKPOINT_INTERVAL) < 0) {
            mistakes.add(
                    String.format("checkpoint interval must be at least 1 second, got '%s'", checkpointing.interval()));
        }
        wholeMillis("checkpoint interval", checkpointing.interval());
        wholeMillis("pause between checkpoints", checkpointing.minPause());
        if (checkpointing.minPause().isNegative()) {
            mistakes.add(String.format(
                    "pause between checkpoints must not be negative, got '%s'", checkpointing.minPause()));
        }
    }

    void jar(long sizeBytes) {
        if (sizeBytes > MAX_JAR_BYTES) {
            mistakes.add(String.format(
                    "the jar must have at most %d bytes (512 MB), got %d; leave out what the runtime provides, such as "
                            + "Flink's own classes",
                    MAX_JAR_BYTES, sizeBytes));
        }
    }

    void groups(Map<String, Map<String, String>> groups) {
        if (groups.size() > MAX_GROUPS) {
            mistakes.add(String.format(
                    "an application must have at most %d property groups, got %d; merge some",
                    MAX_GROUPS, groups.size()));
        }
        groups.forEach(this::group);
    }

    void maintenanceWindow(LocalTime start) {
        if (!start.equals(start.truncatedTo(ChronoUnit.MINUTES))) {
            mistakes.add(String.format("maintenance window must start at a whole minute (HH:MM), got '%s'", start));
        }
    }

    void tags(Map<String, String> tags) {
        if (tags.size() > MAX_TAGS) {
            mistakes.add(String.format(
                    "an application must have at most %d tags, got %d; drop some", MAX_TAGS, tags.size()));
        }
        tags.forEach((key, value) -> {
            if (!unresolved.test(key) && (key.isEmpty() || key.length() > MAX_TAG_KEY || key.startsWith("aws:"))) {
                mistakes.add(String.format(
                        "a tag's key must have 1 to %d characters and not start with 'aws:', got '%s'",
                        MAX_TAG_KEY, key));
            }
            if (!unresolved.test(value) && value.length() > MAX_TAG_VALUE) {
                mistakes.add(String.format(
                        "tag '%s': the value must have at most %d characters, got %d; shorten it",
                        key, MAX_TAG_VALUE, value.length()));
            }
        });
    }

    private void group(String id, Map<String, String> keys) {
        if (!isName(id, MAX_GROUP_ID)) {
            mistakes.add(String.format("property group id must be 1 to %d %s, got '%s'", MAX_GROUP_ID, NAME_RULE, id));
        }
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            mistakes.add(String.format(
                    "property group '%s' must have 1 to %d keys, got %d; %s",
                    id, MAX_KEYS, keys.size(), keys.isEmpty() ? "leave it out" : "split it"));
        }
        keys.forEach((key, value) -> {
            if (key.isEmpty() || key.length() > MAX_TEXT) {
                mistakes.add(String.format(
                        "property group '%s': a key must have 1 to %d characters, got %d", id, MAX_TEXT, key.length()));
            }
            if (!unresolved.test(value) && (value.isEmpty() || value.length() > MAX_TEXT)) {
                mistakes.add(String.format(
                        "property group '%s': the value of '%s' must have 1 to %d characters, got %d; %s",
                        id, key, MAX_TEXT, value.length(), value.isEmpty() ? "leave the key out" : "shorten it"));
            }
        });
    }

    private void wholeMillis(String name, Duration value) {
        if (!value.equals(Duration.ofMillis(value.toMillis()))) {
            mistakes.add(String.format("%s must be whole milliseconds, got '%s'", name, value));
        }
    }

    private void within(String name, int min, int max, int value) {
        if (value < min || value > max) {
            mistakes.add(String.format("%s must be %d to %d, got %d", name, min, max, value));
        }
    }

    static boolean isName(String text, int maxLength) {
        return text.matches(NAME_CHARACTERS + "{1," + maxLength + "}");
    }
}
