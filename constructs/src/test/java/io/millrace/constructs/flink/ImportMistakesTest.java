package io.millrace.constructs.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.constructs.flink.jar.ArtifactBucket;
import io.millrace.constructs.flink.jar.FlinkJobJar;
import io.millrace.constructs.flink.jar.FlinkJobJarProps;
import io.millrace.constructs.kafka.KafkaTopic;
import io.millrace.constructs.lifecycle.Lifecycle;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.FanOutConsumer;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kinesis.IStream;
import software.amazon.awscdk.services.kinesis.StreamAttributes;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.IBucket;

/** What somebody gets wrong who imports things: each message has the rule, the value and what to do. */
class ImportMistakesTest {
    private static final String STREAM = "arn:aws:kinesis:eu-west-1:111122223333:stream/clicks";

    @TempDir
    Path folder;

    private Stack stack;
    private IBucket bucket;

    @BeforeEach
    void newStack() {
        stack = Stack.Builder.create(
                        new App(AppProps.builder().outdir(folder.toString()).build()), "Stack")
                .env(Environment.builder()
                        .account("111122223333")
                        .region("eu-west-1")
                        .build())
                .build();
        bucket = Bucket.fromBucketName(stack, "Releases", "releases");
    }

    @Test
    void aMissingJar() {
        assertMistake(
                () -> FlinkApplicationProps.builder(null),
                "code must be a FlinkJobJar or a FlinkPythonZip, got null; create it from a file of your build, or with fromBucket");
        assertMistake(
                () -> FlinkJobJar.fromAsset(stack, "Jar", null),
                "jar must be an existing .jar file, got 'null'; build it first");
        assertMistake(
                () -> new FlinkJobJarProps(bucket, folder.resolve("missing.jar")),
                "jar must be an existing .jar file, got '" + folder.resolve("missing.jar") + "'; build it first");
    }

    @Test
    void aMissingBucket() {
        String message =
                "bucket must be the one that holds the code, got null; define an ArtifactBucket, or import one with"
                        + " Bucket.fromBucketName";

        assertMistake(() -> new FlinkJobJarProps((IBucket) null, Path.of("a.jar")), message);
        assertMistake(() -> new FlinkJobJarProps((ArtifactBucket) null, Path.of("a.jar")), message);
        assertMistake(() -> FlinkJobJar.fromBucket(stack, "Jar", null, "a.jar"), message);
    }

    @Test
    void aMissingStream() {
        FlinkApplicationProps.Builder props = FlinkApplicationProps.builder(jar("a.jar"));
        String message =
                "'clicks' must be bound to a stream, got null; define it before the application, or import it with"
                        + " EventStream.fromStreamArn";

        assertMistake(() -> props.input("clicks", (EventStream) null), message);
        assertMistake(() -> props.input("clicks", (IStream) null), message);
        assertMistake(() -> props.output("clicks", (IStream) null), message);
        assertMistake(
                () -> props.input("clicks", (FanOutConsumer) null),
                "'clicks' must be bound to a fan-out consumer, got null; define it before the application, or import it with"
                        + " FanOutConsumer.fromStreamConsumerArn");
    }

    @Test
    void aMissingTopic() {
        FlinkApplicationProps.Builder props = FlinkApplicationProps.builder(jar("a.jar"));
        String message =
                "'clicks' must be bound to a topic, got null; name it with new KafkaTopic(MskCluster.fromArn(...),"
                        + " topicName)";

        assertMistake(() -> props.input("clicks", (KafkaTopic) null), message);
        assertMistake(() -> props.output("clicks", (KafkaTopic) null), message);
    }

    @Test
    void theArnOfSomethingElse() {
        assertMistake(
                () -> EventStream.fromStreamArn(stack, "Clicks", "clicks"),
                "streamArn must be like 'arn:aws:kinesis:<region>:<account>:stream/<name>', got 'clicks'");
        assertMistake(
                () -> EventStream.fromStreamArn(stack, "Clicks", STREAM + "/consumer/billing:1700000000"),
                "streamArn must be like 'arn:aws:kinesis:<region>:<account>:stream/<name>', got '" + STREAM
                        + "/consumer/billing:1700000000'");
        assertMistake(
                () -> FanOutConsumer.fromStreamConsumerArn(stack, "Consumer", STREAM),
                "consumerArn must be like 'arn:aws:kinesis:<region>:<account>:stream/<name>/consumer/<name>:<time>', got '"
                        + STREAM + "'; aws kinesis list-stream-consumers prints it");
        assertMistake(
                () -> FlinkApplication.fromApplicationArn(stack, "App", STREAM),
                "applicationArn must be like 'arn:aws:kinesisanalytics:<region>:<account>:application/<name>', got '"
                        + STREAM + "'");
    }

    @Test
    void aKeyThatIsNoKey() {
        assertMistake(
                () -> jar("s3://releases/"),
                "objectKey must be 1 to 1024 characters without a slash at either end, got 's3://releases/'; without the"
                        + " bucket and 's3://'");
        assertMistake(
                () -> jar("/a.jar"),
                "objectKey must be 1 to 1024 characters without a slash at either end, got '/a.jar'; without the bucket"
                        + " and 's3://'");
        assertMistake(
                () -> FlinkJobJar.fromBucket(stack, "Jar", bucket, "a.jar", " "),
                "objectVersion must be the id of an object's version, got ' '; leave it out for the current version");
    }

    @Test
    void aStreamThatIsNotOnesOwnCannotBeShared() {
        EventStream imported = EventStream.fromStreamAttributes(
                stack,
                "Clicks",
                StreamAttributes.builder()
                        .streamArn(STREAM)
                        .encryptionKey(new Key(stack, "Key"))
                        .build());

        assertMistake(
                () -> imported.shareForReading("444455556666"),
                "a shared stream must be one that this app defines, got the imported 'Stack/Clicks'; share it where it is"
                        + " defined");
    }

    /** The service would refuse the first and wait for ever for the second; CloudFormation would not find the third. */
    @Test
    void rolesAndLogsThatTheServiceCannotUse() {
        application(
                "Foreign",
                props -> props.role(Role.fromRoleArn(stack, "Foreign1", "arn:aws:iam::444455556666:role/job")));
        application(
                "Untrusting",
                props -> props.role(Role.Builder.create(stack, "Lambda")
                        .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                        .build()));
        application(
                "Elsewhere",
                props -> props.logGroup(
                        LogGroup.fromLogGroupArn(stack, "Logs", "arn:aws:logs:us-east-1:111122223333:log-group:jobs")));

        assertThatThrownBy(() -> ((App) stack.getNode().getRoot()).synth())
                .message()
                .contains(
                        "[Stack/Foreign] role must be in the application's account 111122223333, got"
                                + " 'arn:aws:iam::444455556666:role/job'; the service assumes no role of another account",
                        "[Stack/Untrusting] role must be assumed by kinesisanalytics.amazonaws.com, got 'Stack/Lambda' which"
                                + " that service may not assume; define it with assumedBy(new"
                                + " ServicePrincipal(\"kinesisanalytics.amazonaws.com\"))",
                        "[Stack/Elsewhere] logGroup must be in the application's account 111122223333 and region eu-west-1,"
                                + " got 'arn:aws:logs:us-east-1:111122223333:log-group:jobs:*'; import one of there, or leave"
                                + " it out");
    }

    @Test
    void anImportedApplicationHasNoConnectionsUnlessTheyAreGiven() {
        IFlinkApplication imported = FlinkApplication.fromApplicationName(stack, "App", "billing");

        assertThat(imported.applicationName()).isEqualTo("billing");
        assertThat(imported.applicationArn()).endsWith(":kinesisanalytics:eu-west-1:111122223333:application/billing");
        assertThatThrownBy(imported::getConnections)
                .hasMessage(
                        "the application must have security groups to have connections, got 'Stack/App' without any;"
                                + " give them with fromApplicationAttributes");
    }

    private FlinkJobJar jar(String key) {
        return FlinkJobJar.fromBucket(stack, "Jar", bucket, key);
    }

    private void application(String id, UnaryOperator<FlinkApplicationProps.Builder> change) {
        FlinkJobJar jar = FlinkJobJar.fromBucket(stack, id + "Jar", bucket, "jobs/a.jar");
        new FlinkApplication(
                stack,
                id,
                change.apply(FlinkApplicationProps.builder(jar).lifecycle(Lifecycle.none()))
                        .build());
    }

    private static void assertMistake(ThrowingCallable mistake, String message) {
        assertThatThrownBy(mistake).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
