package io.millrace.local.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EndpointsTest {
    @Test
    void anEndpointIsAVariableOfTheSdks() {
        assertThat(Endpoints.environment(Map.of("dynamodb", "http://localhost:8000", "secrets-manager", "http://h:1")))
                .isEqualTo(Map.of(
                        "AWS_ENDPOINT_URL_DYNAMODB", "http://localhost:8000",
                        "AWS_ENDPOINT_URL_SECRETS_MANAGER", "http://h:1"));
    }

    @Test
    void anEndpointIsAUrlOfAServiceThatTheStageDoesNotHave() {
        assertThat(Endpoints.violations(Map.of("dynamodb", "https://localhost:8000/x")))
                .isEmpty();
        for (String url : new String[] {"localhost:8000", "ftp://host", "http://", "", "http://a b"}) {
            assertThat(Endpoints.violations(Map.of("s3", url))).as(url).hasSize(1);
        }
        assertThat(Endpoints.violations(Map.of("Kinesis", "http://localhost:1")))
                .hasSize(1);
    }
}
