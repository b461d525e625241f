package io.millrace.constructs.streams;

import static io.millrace.constructs.testing.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.testing.SynthesisedStack;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;

class SharedStreamTest {
    private static final String OTHER_ACCOUNT = "444455556666";

    @TempDir
    Path assembly;

    private Stack stack;

    @BeforeEach
    void newStack() {
        stack = new Stack(new App(AppProps.builder().outdir(assembly.toString()).build()), "Stack");
    }

    @Test
    void anotherAccountMayReadTheStreamAndDecryptIt() {
        shared().shareForReading(OTHER_ACCOUNT);

        assertPolicies(
                "['kinesis:DescribeStream', 'kinesis:DescribeStreamSummary', 'kinesis:GetRecords',"
                        + " 'kinesis:GetShardIterator', 'kinesis:ListShards']",
                "'kms:Decrypt'");
    }

    @Test
    void anotherAccountMayWriteToTheStreamAndEncryptForIt() {
        shared().shareForWriting(OTHER_ACCOUNT);

        assertPolicies(
                "['kinesis:DescribeStreamSummary', 'kinesis:ListShards', 'kinesis:PutRecord', 'kinesis:PutRecords']",
                "'kms:GenerateDataKey'");
    }

    @Test
    void aStreamWithAwsManagedKeyCannotBeShared() {
        EventStream stream = new EventStream(stack, "Clicks", EventStreamProps.onDemand());
        String message = "a shared stream must have a customer managed key, got 'Stack/Clicks' with the key that AWS"
                + " manages for Kinesis, which no other account can use; set encryptionKey";

        assertThatThrownBy(() -> stream.shareForReading(OTHER_ACCOUNT)).hasMessage(message);
        assertThatThrownBy(() -> stream.shareForWriting(OTHER_ACCOUNT)).hasMessage(message);
    }

    /** A principal of a policy, as that of a given role, cannot be in a stream's policy. */
    @Test
    void anotherAccountOfTheAppBindsTheStreamAsAnImport() {
        App app = new App();
        EventStream stream =
                new EventStream(stack(app, "Owner", "111122223333"), "Clicks", EventStreamProps.onDemand());
        Stack other = stack(app, "Other", OTHER_ACCOUNT);
        Role role = Role.Builder.create(other, "Role")
                .assumedBy(new ServicePrincipal("kinesisanalytics.amazonaws.com"))
                .build();
        Policy policy =
                Policy.Builder.create(other, "Policy").roles(List.of(role)).build();
        String message =
                "a stream that this app defines must be in the account of who is granted access, 444455556666, got"
                        + " 'Owner/Clicks/Resource' in 111122223333; call shareForReading or shareForWriting(\"444455556666\") on it,"
                        + " and bind the stream as fromStreamAttributes imports it";

        assertThatThrownBy(() -> stream.grantRead(role)).hasMessage(message);
        assertThatThrownBy(() -> stream.grantWrite(policy.getGrantPrincipal())).hasMessage(message);
    }

    private static Stack stack(App app, String id, String account) {
        return Stack.Builder.create(app, id)
                .env(Environment.builder().account(account).region("eu-west-1").build())
                .build();
    }

    private EventStream shared() {
        return new EventStream(
                stack,
                "Clicks",
                EventStreamProps.builder()
                        .encryptionKey(new Key(stack, "OwnKey"))
                        .build());
    }

    private void assertPolicies(String streamActions, String keyActions) {
        SynthesisedStack template = SynthesisedStack.of(stack);
        String principal = "'Principal': {'AWS': {'Fn::Join': ['', ['arn:', {'Ref': 'AWS::Partition'}, ':iam::"
                + OTHER_ACCOUNT + ":root']]}}";
        String arn = "{'Fn::GetAtt': ['" + template.idOf("AWS::Kinesis::Stream", "Clicks") + "', 'Arn']}";

        JsonNode policy = template.properties("AWS::Kinesis::ResourcePolicy");
        assertThat(policy.get("ResourceArn")).isEqualTo(json(arn));
        assertThat(policy.at("/ResourcePolicy/Statement"))
                .isEqualTo(json("[{'Effect': 'Allow', 'Action': " + streamActions + ", 'Resource': " + arn + ", "
                        + principal + "}]"));
        assertThat(template.properties("AWS::KMS::Key").at("/KeyPolicy/Statement"))
                .hasSize(2)
                .contains(
                        json("{'Effect': 'Allow', 'Action': " + keyActions + ", 'Resource': '*', " + principal + "}"));
    }
}
