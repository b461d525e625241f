package io.millrace.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.deployment.StreamPlan;
import io.millrace.local.application.Specimen;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalServersTest {
    private static final StreamPlan TOPIC =
            new StreamPlan("shop", "bills", "bills", "eu-west-1", StreamPlan.ON_DEMAND, 168, StreamBackend.KAFKA);

    @ParameterizedTest
    @EnumSource
    void everyBackendHasAServerThatIsFoundByItsName(StreamBackend backend) {
        StreamServer server = LocalServers.holding(backend);

        assertThat(LocalServers.streamServer(server.name())).containsSame(server);
    }

    @ParameterizedTest
    @EnumSource
    void theServerOfTheBackendRunsEvenWithoutAStream(StreamBackend backend) {
        assertThat(LocalServers.neededBy(plan(backend))).containsExactly(LocalServers.holding(backend));
    }

    @Test
    void aTopicOfTheTemplateNeedsABrokerBesideKinesis() {
        assertThat(LocalServers.neededBy(plan(StreamBackend.KINESIS, Specimen.ORDERS, TOPIC)))
                .extracting(LocalServer::name)
                .containsExactly("kinesis", "kafka");
    }

    @Test
    void anUnknownNameIsNoStreamServer() {
        assertThat(LocalServers.streamServer("mainframe")).isEmpty();
    }

    private static DeploymentPlan plan(StreamBackend backend, StreamPlan... streams) {
        return new DeploymentPlan(
                "dev", backend, List.of(streams), List.of(), List.of(), List.of(), List.of(), List.of());
    }
}
