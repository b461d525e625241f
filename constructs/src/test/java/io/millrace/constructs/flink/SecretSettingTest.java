package io.millrace.constructs.flink;

import static io.millrace.constructs.testing.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.testing.SynthesisedStack;
import io.millrace.constructs.testing.TestJar;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;

/** A job gets the ARN of a secret and the permission to read it; the template does not contain the secret. */
class SecretSettingTest {
    private static final String VERSION = "9d4cb84b-ad69-40c0-a0ab-cead36b967e8";

    @TempDir
    Path folder;

    private LotterySpecimen specimen;

    @BeforeEach
    void newStack() throws IOException {
        specimen = new LotterySpecimen(folder.resolve("assembly"), TestJar.declaringLottery(folder));
    }

    @Test
    void theJobIsToldTheArnAndMayReadTheValueAlone() {
        Secret secret = new Secret(specimen.stack, "DrawKey");
        specimen.define(specimen.application().secret("draw.key", secret));
        SynthesisedStack template = SynthesisedStack.of(specimen.stack);
        String id = template.idOf("AWS::SecretsManager::Secret", "DrawKey");

        assertThat(key(template)).isEqualTo(json("{'Ref': '" + id + "'}"));
        assertThat(template.actionsAllowedOn("\"" + id, template.idOf("AWS::IAM::Role", "App")))
                .containsExactly("secretsmanager:GetSecretValue");
    }

    @Test
    void aVersionIsPinnedBehindTheArn() {
        Secret secret = new Secret(specimen.stack, "DrawKey");
        specimen.define(specimen.application().secret("draw.key", secret, VERSION));
        SynthesisedStack template = SynthesisedStack.of(specimen.stack);

        assertThat(key(template))
                .isEqualTo(json("{'Fn::Join': ['', [{'Ref': '" + template.idOf("AWS::SecretsManager::Secret", "DrawKey")
                        + "'}, ':::" + VERSION + "']]}"));
    }

    @Test
    void aSecretWithAKeyOfItsOwnMayBeDecrypted() {
        Secret secret = Secret.Builder.create(specimen.stack, "DrawKey")
                .encryptionKey(new Key(specimen.stack, "OwnKey"))
                .build();
        specimen.define(specimen.application().secret("draw.key", secret));
        SynthesisedStack template = SynthesisedStack.of(specimen.stack);

        assertThat(template.actionsAllowedOn("\"OwnKey", template.idOf("AWS::IAM::Role", "App")))
                .containsExactly("kms:Decrypt");
    }

    @Test
    void aSecretKnownByItsNameIsReadWhateverItsArnEndsWith() {
        ISecret secret = Secret.fromSecretNameV2(specimen.stack, "DrawKey", "lottery/draw-key");
        specimen.define(specimen.application().secret("draw.key", secret));
        SynthesisedStack template = SynthesisedStack.of(specimen.stack);

        assertThat(template.actionsAllowedOn(":secret:lottery/draw-key-??????", template.idOf("AWS::IAM::Role", "App")))
                .containsExactly("secretsmanager:GetSecretValue");
    }

    @Test
    void aLabelIsNoVersion() {
        Secret secret = new Secret(specimen.stack, "DrawKey");

        assertThatThrownBy(() -> specimen.application().secret("draw.key", secret, "AWSCURRENT"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a secret's version must be an id of 32 to 64 letters, digits and hyphens, got 'AWSCURRENT';"
                                + " use the version's id, because a label such as AWSCURRENT moves to other versions");
    }

    @Test
    void aSecretInThePlaceOfItsReferenceIsRefusedAndNotRepeated() {
        specimen.define(specimen.application().setting("draw.key", "hunter2"));

        assertThat(specimen.violations())
                .singleElement()
                .asString()
                .startsWith("property group 'Job': draw.key must be the ARN of a secret")
                .doesNotContain("hunter2");
    }

    private static JsonNode key(SynthesisedStack template) {
        return template.properties("AWS::KinesisAnalyticsV2::Application")
                .at("/ApplicationConfiguration/EnvironmentProperties/PropertyGroups/0/PropertyMap/draw.key");
    }
}
