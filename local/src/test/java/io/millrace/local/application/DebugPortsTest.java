package io.millrace.local.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.local.process.StageException;
import io.millrace.local.testing.Specimen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DebugPortsTest {
    private static final DeploymentPlan PLAN = plan();

    private static DeploymentPlan plan() {
        DeploymentPlan streams = Specimen.plan(Specimen.ORDERS);
        return streams.with(streams.resources(), List.of(Specimen.application(Map.of())));
    }

    @Test
    void aProcessListensOnLoopbackOnly() {
        String name = PLAN.applications().get(0).name();

        DebugPorts ports = DebugPorts.of(Map.of(PLAN.applications().get(0).logicalId(), 5005), PLAN);

        assertThat(ports.of(name)).contains(5005);
        assertThat(ports.jvmOptions(name))
                .containsExactly("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:5005");
        assertThat(ports.jvmOptions("another")).isEmpty();
    }

    @Test
    void everyMistakeIsNamed() {
        String id = PLAN.applications().get(0).logicalId();

        assertThatThrownBy(() -> DebugPorts.of(Map.of(id, 65_536, "none", 0, "zero", 65_536), PLAN))
                .isInstanceOf(StageException.class)
                .hasMessageContainingAll(
                        "--debug-port %s must be 1 to 65535, got '65536'; 5005 is usual".formatted(id),
                        "--debug-port none must be 1 to 65535, got '0'; 5005 is usual",
                        "--debug-port must name an application that is started, got 'none'; there are: "
                                + PLAN.applications().get(0).shortName(),
                        "must be another port than that of",
                        "got '65536' for both");
    }

    /** Logical ids may be the same in two stacks. */
    @Test
    void aPortIsOfOneApplication() {
        ApplicationPlan one = PLAN.applications().get(0);
        ApplicationPlan other = new ApplicationPlan(
                "another",
                one.logicalId(),
                "another-name",
                one.region(),
                one.runtime(),
                one.jar(),
                one.parallelism(),
                one.kpus(),
                one.checkpoints(),
                one.snapshots(),
                one.restore(),
                one.logLevel(),
                one.propertyGroups());
        DeploymentPlan both = PLAN.with(PLAN.resources(), List.of(one, other));

        assertThatThrownBy(() -> DebugPorts.of(Map.of(one.logicalId(), 5005), both))
                .isInstanceOf(StageException.class)
                .hasMessage("--debug-port must name one application, got '%s', which is called so: %s, another-name"
                        .formatted(one.logicalId(), one.name()));
        assertThat(DebugPorts.of(Map.of("another-name", 5005), both).of("another-name"))
                .contains(5005);
    }

    @Test
    void anApplicationHasOnePort() {
        assertThatThrownBy(() -> DebugPorts.of(
                        Map.of(
                                PLAN.applications().get(0).logicalId(), 5005,
                                PLAN.applications().get(0).name(), 5006),
                        PLAN))
                .isInstanceOf(StageException.class)
                .hasMessageContaining("--debug-port must be given once for an application, got another one for '");
    }

    @Test
    void aPortMustBeFree() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DebugPorts ports = new DebugPorts(Map.of("orders", taken.getLocalPort()));

            assertThatThrownBy(ports::requireFree)
                    .isInstanceOf(StageException.class)
                    .hasMessage(
                            "--debug-port of orders must be a free port, got '%d'; end the process that listens there, or choose another port"
                                    .formatted(taken.getLocalPort()));
        }
        DebugPorts.NONE.requireFree();
    }
}
