package io.millrace.constructs.streams;

import static io.millrace.constructs.testing.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.constructs.testing.SynthesisedStack;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.kms.Key;

class FanOutConsumerTest {
    @TempDir
    Path assembly;

    private Stack stack;

    @BeforeEach
    void newStack() {
        stack = new Stack(new App(AppProps.builder().outdir(assembly.toString()).build()), "Stack");
    }

    @Test
    void aConsumerIsRegisteredWithItsStream() {
        new FanOutConsumer(stack, "Consumer", new FanOutConsumerProps(stream(EventStreamProps.onDemand()), "lottery"));
        SynthesisedStack template = SynthesisedStack.of(stack);

        assertThat(template.properties("AWS::Kinesis::StreamConsumer"))
                .isEqualTo(json("{'ConsumerName': 'lottery', 'StreamARN': {'Fn::GetAtt': ['"
                        + template.idOf("AWS::Kinesis::Stream", "Clicks") + "', 'Arn']}}"));
        assertThat(template.properties("AWS::Kinesis::Stream").get("Name").asText())
                .isEqualTo("clicks");
    }

    @Test
    void aReaderMaySubscribeAsTheConsumerAndNeitherPollNorRegister() {
        FanOutConsumer consumer = new FanOutConsumer(
                stack,
                "Consumer",
                new FanOutConsumerProps(
                        stream(EventStreamProps.builder()
                                .encryptionKey(new Key(stack, "OwnKey"))
                                .build()),
                        "lottery"));
        consumer.grantRead(Role.Builder.create(stack, "Reader")
                .assumedBy(new AccountRootPrincipal())
                .build());
        SynthesisedStack template = SynthesisedStack.of(stack);
        String reader = template.idOf("AWS::IAM::Role", "Reader");

        assertThat(template.actionsAllowedOn("\"Clicks", reader))
                .containsExactly("kinesis:DescribeStream", "kinesis:ListShards");
        assertThat(template.actionsAllowedOn("ConsumerARN", reader)).containsExactly("kinesis:SubscribeToShard");
        assertThat(template.actionsAllowedOn("\"OwnKey", reader)).containsExactly("kms:Decrypt");
        assertThat(template.actionsAllowed(reader)).hasSize(4);
    }

    @Test
    void theStreamMustHaveAName() {
        EventStream nameless = new EventStream(stack, "Nameless", EventStreamProps.onDemand());

        assertThatThrownBy(() -> new FanOutConsumerProps(nameless, "lottery"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the stream of a fan-out consumer must have a literal name, got stream 'Stack/Nameless'"
                        + " without one; set streamName");
    }

    @Test
    void namesAreCheckedAsTheServiceDoes() {
        EventStream stream = stream(EventStreamProps.onDemand());

        assertThatThrownBy(() -> new FanOutConsumerProps(stream, "a consumer"))
                .hasMessage("consumerName must be 1 to 128 letters, digits, '_', '.' or '-', got 'a consumer'");
        assertThatThrownBy(() ->
                        EventStreamProps.builder().streamName("a".repeat(129)).build())
                .hasMessage(
                        "streamName must be 1 to 128 letters, digits, '_', '.' or '-', got '" + "a".repeat(129) + "'");
    }

    private EventStream stream(EventStreamProps props) {
        return new EventStream(
                stack, "Clicks", props.toBuilder().streamName("clicks").build());
    }
}
