package io.millrace.contract.service;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServiceLimitsTest {
    /** A token, longer than every limit: it passes only where tokens are recognised. */
    private static final String TOKEN = "${Token[" + "x".repeat(2048) + "]}";

    @Test
    void whatLiesOnTheLimitsIsAllowed() {
        assertThat(violations(limits -> {
                    limits.name("a".repeat(128));
                    limits.description("x".repeat(1024));
                    limits.code(536_870_912);
                    limits.capacity(256, 8, ServiceQuotas.DEFAULT);
                    limits.capacity(64, 1, ServiceQuotas.DEFAULT);
                    limits.capacity(1, 1, ServiceQuotas.DEFAULT);
                    limits.checkpointing(Duration.ofSeconds(1), Duration.ZERO);
                    limits.groups(groups(50));
                    limits.groups(Map.of("g".repeat(50), keys(50)));
                    limits.groups(Map.of("G_1.a-b", Map.of("k".repeat(2048), "v".repeat(2048))));
                }))
                .isEmpty();
    }

    @Test
    void whatIsNotKnownYetIsNotChecked() {
        assertThat(violations(limits -> {
                    limits.name(TOKEN);
                    limits.description(TOKEN);
                    limits.groups(Map.of("Job", Map.of("key", TOKEN)));
                }))
                .isEmpty();
    }

    @Test
    void aNameHasUpTo128CharactersOfAFewKinds() {
        String rule = "application name must be 1 to 128 letters, digits, '_', '.' or '-', got '";

        assertThat(violations(limits -> limits.name("a".repeat(129)))).containsExactly(rule + "a".repeat(129) + "'");
        assertThat(violations(limits -> limits.name(""))).containsExactly(rule + "'");
        assertThat(violations(limits -> limits.name("a/b"))).containsExactly(rule + "a/b'");
    }

    @Test
    void aDescriptionHasUpTo1024Characters() {
        assertThat(violations(limits -> limits.description("x".repeat(1025))))
                .containsExactly("description must have at most 1024 characters, got 1025; shorten it");
    }

    @Test
    void codeHasUpTo512Megabytes() {
        assertThat(violations(limits -> limits.code(536_870_913)))
                .containsExactly("the jar or zip must have at most 536870912 bytes (512 MB), got 536870913; leave out"
                        + " what the runtime provides, such as Flink's own classes");
    }

    @Test
    void parallelismIsBoundedOnBothSides() {
        assertThat(violations(limits -> limits.capacity(257, 9, ServiceQuotas.DEFAULT)))
                .containsExactly("parallelism must be 1 to 256, got 257", "parallelism per KPU must be 1 to 8, got 9");
        assertThat(violations(limits -> limits.capacity(0, 0, ServiceQuotas.DEFAULT)))
                .containsExactly("parallelism must be 1 to 256, got 0", "parallelism per KPU must be 1 to 8, got 0");
    }

    @Test
    void kpusAreHeldAgainstTheQuota() {
        String violation = "an application must take at most 64 KPUs, got 65; run more tasks on each, or raise quota"
                + " L-3A88E041 and declare it with ServiceQuotas or --quota kpus=65";

        assertThat(violations(limits -> limits.capacity(65, 1, ServiceQuotas.DEFAULT)))
                .containsExactly(violation);
        assertThat(violations(limits -> limits.capacity(130, 2, ServiceQuotas.DEFAULT)))
                .containsExactly(violation);
    }

    @Test
    void aStatedQuotaMovesTheLimits() {
        ServiceQuotas raised = ServiceQuotas.builder().kpus(65).parallelism(300).build();

        assertThat(violations(limits -> limits.capacity(65, 1, raised))).isEmpty();
        assertThat(violations(limits -> limits.capacity(300, 8, raised))).isEmpty();
        assertThat(violations(limits -> limits.capacity(301, 8, raised)))
                .containsExactly("parallelism must be 1 to 300, got 301");
    }

    @Test
    void checkpointTimesThatTheServiceWouldRoundAreRefused() {
        assertThat(violations(limits -> limits.checkpointing(Duration.ofNanos(1_000_000_001), Duration.ofNanos(1))))
                .containsExactly(
                        "checkpoint interval must be whole milliseconds, got 'PT1.000000001S'",
                        "pause between checkpoints must be whole milliseconds, got 'PT0.000000001S'");
    }

    @Test
    void theMaintenanceWindowStartsAtAMinute() {
        assertThat(violations(limits -> limits.maintenanceWindow(LocalTime.of(23, 59))))
                .isEmpty();
        assertThat(violations(limits -> limits.maintenanceWindow(LocalTime.of(3, 0, 30))))
                .containsExactly("maintenance window must start at a whole minute (HH:MM), got '03:00:30'");
    }

    @Test
    void snapshotsAreReferredToInTheServicesForm() {
        String rule = "snapshot name must be 1 to 256 letters, digits, '_', '.' or '-', got '";

        assertThat(violations(limits -> {
                    limits.snapshotName("a".repeat(256));
                    limits.snapshotArn("arn:aws:kinesisanalytics:eu-west-1:111122223333:snapshot/friday");
                    limits.snapshotName(TOKEN);
                    limits.snapshotArn(TOKEN);
                }))
                .isEmpty();
        assertThat(violations(limits -> limits.snapshotName("a".repeat(257))))
                .containsExactly(rule + "a".repeat(257) + "'");
        assertThat(violations(limits -> limits.snapshotName(""))).containsExactly(rule + "'");
        assertThat(violations(limits -> limits.snapshotArn("friday")))
                .containsExactly("snapshot ARN must be like"
                        + " 'arn:aws:kinesisanalytics:<region>:<account>:snapshot/<name>', got 'friday'");
    }

    @Test
    void tagsHaveTheirLimits() {
        assertThat(violations(limits -> {
                    limits.tags(keys(50));
                    limits.tags(Map.of("k".repeat(128), "v".repeat(256)));
                    limits.tags(Map.of("empty", ""));
                    limits.tags(Map.of(TOKEN, TOKEN));
                }))
                .isEmpty();
        assertThat(violations(limits -> limits.tags(keys(51))))
                .containsExactly("an application must have at most 50 tags, got 51; drop some");
        String rule = "a tag's key must have 1 to 128 characters and not start with 'aws:', got '";
        assertThat(violations(limits -> limits.tags(Map.of("", "v")))).containsExactly(rule + "'");
        assertThat(violations(limits -> limits.tags(Map.of("aws:team", "v")))).containsExactly(rule + "aws:team'");
        assertThat(violations(limits -> limits.tags(Map.of("k".repeat(129), "v"))))
                .containsExactly(rule + "k".repeat(129) + "'");
        assertThat(violations(limits -> limits.tags(Map.of("k", "v".repeat(257)))))
                .containsExactly("tag 'k': the value must have at most 256 characters, got 257; shorten it");
    }

    @Test
    void checkpointsAreASecondApartAndPausesNotNegative() {
        assertThat(violations(limits -> limits.checkpointing(Duration.ofMillis(999), Duration.ofMillis(-1))))
                .containsExactly(
                        "checkpoint interval must be at least 1 second, got 'PT0.999S'",
                        "pause between checkpoints must not be negative, got 'PT-0.001S'");
    }

    @Test
    void anApplicationHasUpTo50Groups() {
        assertThat(violations(limits -> limits.groups(groups(51))))
                .containsExactly("an application must have at most 50 property groups, got 51; merge some");
    }

    @Test
    void aGroupIdHasUpTo50CharactersOfAFewKinds() {
        String rule = "property group id must be 1 to 50 letters, digits, '_', '.' or '-', got '";

        assertThat(violations(limits -> limits.groups(Map.of("g".repeat(51), keys(1)))))
                .containsExactly(rule + "g".repeat(51) + "'");
        assertThat(violations(limits -> limits.groups(Map.of("my group", keys(1)))))
                .containsExactly(rule + "my group'");
        assertThat(violations(limits -> limits.groups(Map.of("", keys(1))))).containsExactly(rule + "'");
    }

    @Test
    void aGroupHas1To50Keys() {
        assertThat(violations(limits -> limits.groups(Map.of("Job", Map.of()))))
                .containsExactly("property group 'Job' must have 1 to 50 keys, got 0; leave it out");
        assertThat(violations(limits -> limits.groups(Map.of("Job", keys(51)))))
                .containsExactly("property group 'Job' must have 1 to 50 keys, got 51; split it");
    }

    @Test
    void aKeyHas1To2048Characters() {
        assertThat(violations(limits -> limits.groups(Map.of("Job", Map.of("", "v")))))
                .containsExactly("property group 'Job': a key must have 1 to 2048 characters, got 0");
        assertThat(violations(limits -> limits.groups(Map.of("Job", Map.of("k".repeat(2049), "v")))))
                .containsExactly("property group 'Job': a key must have 1 to 2048 characters, got 2049");
    }

    @Test
    void aValueHas1To2048Characters() {
        assertThat(violations(limits -> limits.groups(Map.of("Job", Map.of("k", "")))))
                .containsExactly(
                        "property group 'Job': the value of 'k' must have 1 to 2048 characters, got 0; leave the key"
                                + " out");
        assertThat(violations(limits -> limits.groups(Map.of("Job", Map.of("k", "v".repeat(2049))))))
                .containsExactly(
                        "property group 'Job': the value of 'k' must have 1 to 2048 characters, got 2049; shorten it");
    }

    private static List<String> violations(Consumer<ServiceLimits> given) {
        ServiceLimits limits = new ServiceLimits(TOKEN::equals);
        given.accept(limits);
        return limits.violations();
    }

    private static Map<String, Map<String, String>> groups(int count) {
        return IntStream.range(0, count).boxed().collect(toMap(i -> "g" + i, i -> keys(1)));
    }

    private static Map<String, String> keys(int count) {
        return IntStream.range(0, count).boxed().collect(toMap(i -> "k" + i, i -> "v"));
    }
}
