package io.millrace.integration.faults;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtherConsumerTest {
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    /** A test that waits for calls that are refused would wait in vain. */
    @Test
    void anotherFailureEndsIt() {
        OtherConsumer consumer = OtherConsumer.start(NOWHERE, List.of("user-events"));

        assertThatThrownBy(() -> await().atMost(Cluster.PATIENCE).until(() -> consumer.throttled() > 0))
                .hasRootCauseInstanceOf(ConnectException.class);
        assertThatThrownBy(consumer::close).hasRootCauseInstanceOf(ConnectException.class);
    }
}
