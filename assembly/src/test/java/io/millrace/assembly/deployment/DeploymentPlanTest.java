package io.millrace.assembly.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.deployment.ApplicationPlan.Restore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeploymentPlanTest {
    private static final DeploymentPlan PLAN = new DeploymentPlan(
            "dev",
            StreamBackend.KINESIS,
            List.of(new StreamPlan("shop", "Orders", "shop-Orders", "eu-west-1", 2, 24)),
            List.of(
                    application("Billing", Map.of("Job", Map.of("name", "bill"))),
                    application("Audit", Map.of("audit", Map.of("name", "not a job")))),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());

    @Test
    void anApplicationCanBeChosenByItsJobsNameOrItsOwn() {
        for (String name : List.of("bill", "Billing", "shop-Billing")) {
            assertThat(PLAN.only(List.of(name)).applications())
                    .extracting(ApplicationPlan::logicalId)
                    .containsExactly("Billing");
        }
        assertThat(PLAN.only(List.of("Audit")).applications())
                .extracting(ApplicationPlan::shortName)
                .containsExactly("Audit");
    }

    @Test
    void everyResourceStaysWhateverIsChosen() {
        assertThat(PLAN.only(List.of()).applications()).isEmpty();
        assertThat(PLAN.only(List.of()).resources()).isEqualTo(PLAN.resources());
    }

    @Test
    void namesOfNoApplicationAreRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> PLAN.only(List.of("bill", "bil", "x")))
                .isInstanceOf(DeploymentException.class)
                .hasMessage("""
                        stage dev cannot run here:
                        - no application or job is called 'bil'; there are bill, Audit
                        - no application or job is called 'x'; there are bill, Audit""");
    }

    @Test
    void theRegionIsThatOfTheResources() {
        assertThat(PLAN.region()).isEqualTo("eu-west-1");
        assertThat(PLAN.with(List.of(), PLAN.applications()).region()).isEqualTo("eu-west-2");
        assertThat(PLAN.with(List.of(), List.of()).region()).isEqualTo("us-east-1");
    }

    @Test
    void aJobOfTheNameOfAStreamDoesNotBindItByThat() {
        StreamPlan orders = new StreamPlan("shop", "Orders", "orders", "eu-west-1", 2, 24);

        assertThat(orders.isBoundBy(Map.of("name", "orders"))).isFalse();
        assertThat(orders.isBoundBy(Map.of("name", "orders", "InputStreamName", "orders")))
                .isTrue();
    }

    private static ApplicationPlan application(String logicalId, Map<String, Map<String, String>> groups) {
        return new ApplicationPlan(
                "shop",
                logicalId,
                "shop-" + logicalId,
                "eu-west-2",
                "FLINK-1_20",
                Path.of("job.jar"),
                1,
                1,
                Optional.empty(),
                true,
                new Restore(true, false),
                "INFO",
                groups);
    }
}
