package io.millrace.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.deployment.StreamPlan;
import io.millrace.local.testing.Specimen;
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
        assertThat(LocalServers.neededBy(Specimen.plan(backend))).containsExactly(LocalServers.holding(backend));
    }

    @Test
    void aTopicOfTheTemplateNeedsABrokerBesideKinesis() {
        assertThat(LocalServers.neededBy(Specimen.plan(Specimen.ORDERS, TOPIC)))
                .extracting(LocalServer::name)
                .containsExactly("kinesis", "kafka");
    }

    @Test
    void anUnknownNameIsNoStreamServer() {
        assertThat(LocalServers.streamServer("mainframe")).isEmpty();
    }
}
