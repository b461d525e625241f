package io.millrace.constructs.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.flink.binding.Delivery;
import io.millrace.constructs.kafka.KafkaTopic;
import io.millrace.constructs.kafka.MskCluster;
import io.millrace.constructs.testing.Annotated;
import io.millrace.constructs.testing.SynthesisedStack;
import io.millrace.constructs.testing.TestJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.Vpc;

/** The lottery with its draws on MSK: violations, and unusual choices that are allowed. */
class TopicViolationsTest {
    private static final String ARN = "arn:aws:kafka:eu-west-1:111122223333:cluster/orders/1b5c9b5a-3";

    @TempDir
    Path folder;

    private LotterySpecimen specimen;

    @BeforeEach
    void newSpecimen() throws IOException {
        specimen = new LotterySpecimen(folder.resolve("assembly"), TestJar.declaringLottery(folder));
    }

    @Test
    void whatATopicTakesIsAskedForAtOnce() {
        KafkaTopic topic = topic("b-1.orders:9098");
        specimen.define(specimen.unbound()
                .job("lottery")
                .input("lottery-events", topic)
                .input("user-events", specimen.userEvents)
                .output("draws", topic)
                .output("rejected", topic, Delivery.AT_LEAST_ONCE)
                .checkpointing(Checkpointing.disabled()));

        String vpc = " must be reached from within its cluster's VPC, got an application without a VPC; set a"
                + " VpcConfiguration";
        assertThat(specimen.violations())
                .containsExactly(
                        "an application with topics must have a name, which its consumer groups and transactions are"
                                + " named after, got none; set applicationName",
                        "'lottery-events'" + vpc,
                        "'draws'" + vpc,
                        "'rejected'" + vpc,
                        "output 'draws' must have checkpoints for exactly-once delivery, got none; enable them or use"
                                + " Delivery.AT_LEAST_ONCE",
                        "property group 'Job': draw.window is required (the draw.window)");
    }

    @Test
    void serversThatAreNotKnownYetMayBePublic() {
        specimen.define(drawing(topic(Aws.STACK_NAME)).applicationName("lottery"));

        assertThatCode(() -> specimen.app.synth()).doesNotThrowAnyException();
        assertThat(Annotated.only(specimen.stack, "'draws' has brokers that only the deploy knows")
                        .text())
                .endsWith("must be in their VPC: set a VpcConfiguration [ack: @millrace/constructs:brokers:draws]");
    }

    @Test
    void publicServersAreReachedFromAnywhere() {
        specimen.define(drawing(topic("b-1-public.orders:9198")).applicationName("lottery"));

        assertThatCode(() -> specimen.app.synth()).doesNotThrowAnyException();
    }

    @Test
    void withoutTopicsNothingIsAskedFor() {
        specimen.define(specimen.application().checkpointing(Checkpointing.disabled()));

        assertThatCode(() -> specimen.app.synth()).doesNotThrowAnyException();
    }

    @Test
    void theApplicationsOwnKeysAreNotToBeGivenByHand() {
        specimen.define(drawing(topic("b-1-public.orders:9198"))
                .applicationName("lottery")
                .propertyGroup("draws", Map.of("transactional.id.prefix", "mine")));

        assertThat(specimen.violations())
                .containsExactly("property group 'draws': 'transactional.id.prefix' must be given once, got it twice;"
                        + " drop one");
    }

    @Test
    void anInputIsAStreamOrATopic() {
        specimen.define(drawing(topic("b-1-public.orders:9198"))
                .applicationName("lottery")
                .input("user-events", topic("b-1-public.orders:9198")));

        assertThat(specimen.violations())
                .contains("property group 'user-events': 'connector' must be given once, got it twice; drop one");
    }

    @Test
    void theContractsCheckKnowsAnOutputsKeys() {
        specimen.define(drawing(topic("b-1-public.orders:9198"))
                .applicationName("lottery")
                .propertyGroup("draws", Map.of("linger.ms", "5")));

        assertThat(specimen.violations()).containsExactly("property group 'draws': unknown setting 'linger.ms'");
    }

    @Test
    void brokersBehindATokenLetTheApplicationInAtThePortOfIam() {
        assertThat(portsOpenedTo(Aws.STACK_NAME)).containsExactly(9098);
    }

    @Test
    void eachPortOfTheBrokersIsOpenedOnce() {
        assertThat(portsOpenedTo("b-1.orders:20098,b-2.orders:9098,b-3.orders:20098"))
                .containsExactlyInAnyOrder(9098, 20_098);
    }

    private List<Integer> portsOpenedTo(String servers) {
        Vpc vpc = new Vpc(specimen.stack, "Net");
        SecurityGroup brokers =
                SecurityGroup.Builder.create(specimen.stack, "Brokers").vpc(vpc).build();
        MskCluster cluster = MskCluster.fromArn(ARN, servers, brokers);
        specimen.define(specimen.unbound()
                .job("lottery")
                .input("lottery-events", new KafkaTopic(cluster, "lotteries"))
                .input("user-events", specimen.userEvents)
                .output("draws", new KafkaTopic(cluster, "draws"))
                .output("rejected", specimen.rejected)
                .setting("draw.window", "10 s")
                .applicationName("lottery")
                .vpc(VpcConfiguration.of(vpc)));
        return SynthesisedStack.of(specimen.stack).all("AWS::EC2::SecurityGroupIngress").values().stream()
                .map(rule -> rule.at("/Properties/FromPort"))
                .map(JsonNode::asInt)
                .toList();
    }

    /** The lottery with its draws on a topic, without a name or a VPC. */
    private FlinkApplicationProps.Builder drawing(KafkaTopic topic) {
        return specimen.unbound()
                .job("lottery")
                .input("lottery-events", specimen.lotteryEvents)
                .input("user-events", specimen.userEvents)
                .output("draws", topic)
                .output("rejected", specimen.rejected)
                .setting("draw.window", "10 s");
    }

    private static KafkaTopic topic(String servers) {
        return new KafkaTopic(MskCluster.fromArn(ARN, servers), "draws");
    }
}
