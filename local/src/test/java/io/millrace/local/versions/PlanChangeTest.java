package io.millrace.local.versions;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.deployment.ApplicationPlan.Restore;
import io.millrace.local.testing.Specimen;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanChangeTest {
    private static final ApplicationPlan PLAN = Specimen.application(
                    Map.of("Job", Map.of("name", "billing", "old", "1"), "orders", Map.of("stream.name", "orders")))
            .withJar(Path.of("/jars/0123456789abcdef.jar"));

    @Test
    void equalPlansDifferInNothing() {
        assertThat(PlanChange.between(PLAN, PLAN)).isEmpty();
    }

    @Test
    void everythingThatRunsOtherwiseIsALine() {
        ApplicationPlan other = new ApplicationPlan(
                "shop",
                "Billing",
                "shop-Billing",
                "eu-west-2",
                "FLINK-1_20",
                Path.of("/jars/fedcba9876543210.jar"),
                8,
                8,
                Optional.empty(),
                false,
                new Restore(false, true),
                "DEBUG",
                Map.of("Job", Map.of("name", "bills", "new", "2")));

        assertThat(PlanChange.lines(PlanChange.between(PLAN, other)))
                .containsExactly(
                        "  code                 0123456789ab -> fedcba987654",
                        "  region               eu-west-1 -> eu-west-2",
                        "  parallelism          4 -> 8",
                        "  KPUs                 4 -> 8",
                        "  checkpoints          every 10000 ms, at least 1000 ms apart -> none",
                        "  snapshots            on -> off",
                        "  start                from the newest snapshot -> from no snapshot, state may be dropped",
                        "  log level            INFO -> DEBUG",
                        "  Job: name            billing -> bills",
                        "  Job: new             none -> 2",
                        "  Job: old             1 -> none",
                        "  orders: stream.name  orders -> none");
    }

    @Test
    void aPropertyThatAppearsOrGoesIsAChangeWhateverItsValue() {
        ApplicationPlan without = Specimen.application(Map.of("Job", Map.of("name", "billing")));
        ApplicationPlan with = Specimen.application(Map.of("Job", Map.of("name", "billing", "codec", "none")));

        assertThat(PlanChange.lines(PlanChange.between(without, with))).containsExactly("  Job: codec  none -> 'none'");
        assertThat(PlanChange.lines(PlanChange.between(with, without))).containsExactly("  Job: codec  'none' -> none");
    }

    @Test
    void aGroupWithoutPropertiesThatAppearsOrGoesIsAChange() {
        ApplicationPlan without = Specimen.application(Map.of("Job", Map.of("name", "billing")));
        ApplicationPlan with = Specimen.application(Map.of("Job", Map.of("name", "billing"), "orders", Map.of()));

        assertThat(PlanChange.lines(PlanChange.between(without, with))).containsExactly("  orders  none -> empty");
        assertThat(PlanChange.lines(PlanChange.between(with, without))).containsExactly("  orders  empty -> none");
    }
}
