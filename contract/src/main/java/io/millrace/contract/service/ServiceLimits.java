package io.millrace.contract.service;

import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The limits of the managed service, checked together. The service itself reports one at a time, during the deploy.
 *
 * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/apiv2/API_CreateApplication.html">CreateApplication</a>
 * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/java/limits.html">Quotas</a>
 */
public final class ServiceLimits {
    private static final String NAME_RULE = "letters, digits, '_', '.' or '-'";
    private static final String NAME_CHARACTERS = "[a-zA-Z0-9_.-]";
    private static final int MAX_NAME = 128;
    private static final int MAX_SNAPSHOT_NAME = 256;
    private static final String SNAPSHOT_ARN = "arn:[^:]+:kinesisanalytics:.+:snapshot/.+";
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
    private static final long MAX_CODE_BYTES = 512L * 1024 * 1024;

    private final Predicate<String> unresolved;
    private final List<String> violations = new ArrayList<>();

    /** @param unresolved whether a text is not known yet (a CDK token), so that it cannot be checked */
    public ServiceLimits(Predicate<String> unresolved) {
        this.unresolved = unresolved;
    }

    /** One message for each limit that is exceeded so far. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** The name of an application. */
    public void name(String name) {
        if (!unresolved.test(name) && !isName(name, MAX_NAME)) {
            violations.add(String.format("application name must be 1 to %d %s, got '%s'", MAX_NAME, NAME_RULE, name));
        }
    }

    /** The Flink runtime of an application, such as {@code FLINK-1_20}. */
    public void runtime(String id) {
        ServiceRuntimes.violation(id).ifPresent(violations::add);
    }

    /** The description of an application. */
    public void description(String description) {
        if (!unresolved.test(description) && description.length() > MAX_DESCRIPTION) {
            violations.add(String.format(
                    "description must have at most %d characters, got %d; shorten it",
                    MAX_DESCRIPTION, description.length()));
        }
    }

    /** The name of a snapshot to restore. */
    public void snapshotName(String name) {
        if (!unresolved.test(name) && !isName(name, MAX_SNAPSHOT_NAME)) {
            violations.add(
                    String.format("snapshot name must be 1 to %d %s, got '%s'", MAX_SNAPSHOT_NAME, NAME_RULE, name));
        }
    }

    /** The ARN of a snapshot to restore. */
    public void snapshotArn(String arn) {
        if (!unresolved.test(arn) && !arn.matches(SNAPSHOT_ARN)) {
            violations.add(
                    "snapshot ARN must be like 'arn:aws:kinesisanalytics:<region>:<account>:snapshot/<name>', got '"
                            + arn + "'");
        }
    }

    /** How many tasks run at once, and how many of them share a KPU. */
    public void capacity(int parallelism, int parallelismPerKpu, ServiceQuotas quotas) {
        within("parallelism", 1, quotas.parallelism(), parallelism);
        within("parallelism per KPU", 1, MAX_PARALLELISM_PER_KPU, parallelismPerKpu);
        if (parallelismPerKpu <= 0) {
            return;
        }
        int kpus = kpus(parallelism, parallelismPerKpu);
        if (kpus > quotas.kpus()) {
            violations.add(String.format(
                    "an application must take at most %d KPUs, got %d; run more tasks on each, or raise quota L-3A88E041"
                            + " and declare it with ServiceQuotas or --quota kpus=%d",
                    quotas.kpus(), kpus, kpus));
        }
    }

    /** KPUs that tasks take, without the one that is billed for orchestration. */
    public static int kpus(int parallelism, int parallelismPerKpu) {
        return (parallelism + parallelismPerKpu - 1) / parallelismPerKpu;
    }

    /** Times of a configuration of type {@code CUSTOM} whose checkpoints are on. */
    public void checkpointing(Duration interval, Duration minPause) {
        if (interval.compareTo(MIN_CHECKPOINT_INTERVAL) < 0) {
            violations.add(String.format("checkpoint interval must be at least 1 second, got '%s'", interval));
        }
        wholeMillis("checkpoint interval", interval);
        wholeMillis("pause between checkpoints", minPause);
        if (minPause.isNegative()) {
            violations.add(String.format("pause between checkpoints must not be negative, got '%s'", minPause));
        }
    }

    /** The size of the job's jar or zip in bytes. */
    public void code(long sizeBytes) {
        if (sizeBytes > MAX_CODE_BYTES) {
            violations.add(String.format(
                    "the jar or zip must have at most %d bytes (512 MB), got %d; leave out what the runtime provides,"
                            + " such as Flink's own classes",
                    MAX_CODE_BYTES, sizeBytes));
        }
    }

    /** All property groups: id to key to value. */
    public void groups(Map<String, Map<String, String>> groups) {
        if (groups.size() > MAX_GROUPS) {
            violations.add(String.format(
                    "an application must have at most %d property groups, got %d; merge some",
                    MAX_GROUPS, groups.size()));
        }
        groups.forEach(this::group);
        Map<String, String> python = groups.get(PythonRunOptions.GROUP);
        if (python != null && !python.isEmpty()) {
            violations.addAll(PythonRunOptions.violations(python, unresolved));
        }
    }

    /** The start of the daily maintenance window. */
    public void maintenanceWindow(LocalTime start) {
        if (!start.equals(start.truncatedTo(ChronoUnit.MINUTES))) {
            violations.add(String.format("maintenance window must start at a whole minute (HH:MM), got '%s'", start));
        }
    }

    /** The application's tags: key to value. */
    public void tags(Map<String, String> tags) {
        if (tags.size() > MAX_TAGS) {
            violations.add(String.format(
                    "an application must have at most %d tags, got %d; drop some", MAX_TAGS, tags.size()));
        }
        tags.forEach((key, value) -> {
            if (!unresolved.test(key) && (key.isEmpty() || key.length() > MAX_TAG_KEY || key.startsWith("aws:"))) {
                violations.add(String.format(
                        "a tag's key must have 1 to %d characters and not start with 'aws:', got '%s'",
                        MAX_TAG_KEY, key));
            }
            if (!unresolved.test(value) && value.length() > MAX_TAG_VALUE) {
                violations.add(String.format(
                        "tag '%s': the value must have at most %d characters, got %d; shorten it",
                        key, MAX_TAG_VALUE, value.length()));
            }
        });
    }

    private void group(String id, Map<String, String> keys) {
        if (!isName(id, MAX_GROUP_ID)) {
            violations.add(
                    String.format("property group id must be 1 to %d %s, got '%s'", MAX_GROUP_ID, NAME_RULE, id));
        }
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            violations.add(String.format(
                    "property group '%s' must have 1 to %d keys, got %d; %s",
                    id, MAX_KEYS, keys.size(), keys.isEmpty() ? "leave it out" : "split it"));
        }
        keys.forEach((key, value) -> {
            if (key.isEmpty() || key.length() > MAX_TEXT) {
                violations.add(String.format(
                        "property group '%s': a key must have 1 to %d characters, got %d", id, MAX_TEXT, key.length()));
            }
            if (!unresolved.test(value) && (value.isEmpty() || value.length() > MAX_TEXT)) {
                violations.add(String.format(
                        "property group '%s': the value of '%s' must have 1 to %d characters, got %d; %s",
                        id, key, MAX_TEXT, value.length(), value.isEmpty() ? "leave the key out" : "shorten it"));
            }
        });
    }

    private void wholeMillis(String name, Duration value) {
        if (!value.equals(Duration.ofMillis(value.toMillis()))) {
            violations.add(String.format("%s must be whole milliseconds, got '%s'", name, value));
        }
    }

    private void within(String name, int min, int max, int value) {
        if (value < min || value > max) {
            violations.add(String.format("%s must be %d to %d, got %d", name, min, max, value));
        }
    }

    private static boolean isName(String text, int maxLength) {
        return text.matches(NAME_CHARACTERS + "{1," + maxLength + "}");
    }
}
