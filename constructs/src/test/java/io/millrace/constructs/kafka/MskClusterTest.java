package io.millrace.constructs.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Aws;

class MskClusterTest {
    private static final String ARN =
            "arn:aws:kafka:eu-west-1:111122223333:cluster/orders/1b5c9b5a-70f5-4a4f-8e0b-5f8f6f6f8f6f-3";

    @Test
    void aClusterHasTheNameOfItsArn() {
        assertThat(cluster("b-1.orders:9098").clusterName()).isEqualTo("orders");
    }

    @Test
    void clientsAuthenticateWithIam() {
        assertThat(cluster("b-1.orders:9098").clientProperties())
                .containsOnlyKeys(
                        "security.protocol", "sasl.mechanism", "sasl.jaas.config", "sasl.client.callback.handler.class")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "AWS_MSK_IAM")
                .containsEntry("sasl.jaas.config", "software.amazon.msk.auth.iam.IAMLoginModule required;")
                .containsEntry(
                        "sasl.client.callback.handler.class", "software.amazon.msk.auth.iam.IAMClientCallbackHandler");
    }

    /** The last two: IPv6, and a connection by PrivateLink. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "b-1.orders.x1.c2.kafka.eu-west-1.amazonaws.com:9098",
                "b-1.orders:9098,b-2.orders:9098",
                "b-1-public.orders:9198",
                "b-1.orders:20098",
                "b-1.orders:14098"
            })
    void serversForIamAreTaken(String servers) {
        assertThat(cluster(servers).bootstrapServers()).isEqualTo(servers);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b-1.orders | 'b-1.orders'",
                "b-1.orders:9098,,b-2.orders:9098 | ''",
                "b-1.orders:9098, b-2.orders:9098 | ' b-2.orders:9098'",
                "b-1.orders:9098, | ''",
                "b-1.orders:0 | 'b-1.orders:0'",
                "b-1.orders:65536 | 'b-1.orders:65536'",
                "b-1.orders:9098;b-2.orders:9098 | 'b-1.orders:9098;b-2.orders:9098'",
                "b-1.orders:9092 | 'b-1.orders:9092' with the port of plaintext",
                "b-1.orders:9094,b-2.orders:9098,b-3 | 'b-1.orders:9094' with the port of TLS, 'b-3'",
                "b-1.orders:9196 | 'b-1.orders:9196' with the port of SCRAM"
            },
            quoteCharacter = '"')
    void otherServersAreRefusedAllAtOnce(String servers, String mistakes) {
        assertThatThrownBy(() -> cluster(servers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "bootstrapServers must be host:port,host:port with the port of IAM (9098, or 9198 for public"
                                + " access), got " + mistakes
                                + "; use BootstrapBrokerStringSaslIam from aws kafka get-bootstrap-brokers");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders",
                "arn:aws:kafka:eu-west-1:111122223333:cluster/orders",
                "arn:aws:kafka:eu-west-1:111122223333:topic/orders/1b5c9b5a/clicks",
                "arn:aws:kinesis:eu-west-1:111122223333:cluster/orders/1b5c9b5a"
            })
    void whatIsNoArnOfAClusterIsRefused(String arn) {
        assertThatThrownBy(() -> MskCluster.fromArn(arn, "b-1.orders:9098"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("clusterArn must be like 'arn:aws:kafka:<region>:<account>:cluster/<name>/<uuid>', got '"
                        + arn + "'");
    }

    @Test
    void tokensAreTakenOnTrust() {
        assertThatCode(() -> MskCluster.fromArn(Aws.STACK_NAME, Aws.STACK_NAME)).doesNotThrowAnyException();
    }

    @Test
    void onlyServersThatAreKnownToBePublicArePublic() {
        assertThat(cluster("b-1:9198,b-2:9198").hasPublicAccess()).isTrue();
        assertThat(cluster("b-1:9198,b-2:9098").hasPublicAccess()).isFalse();
        assertThat(cluster(Aws.STACK_NAME).hasPublicAccess()).isFalse();
    }

    private static MskCluster cluster(String servers) {
        return MskCluster.fromArn(ARN, servers);
    }
}
