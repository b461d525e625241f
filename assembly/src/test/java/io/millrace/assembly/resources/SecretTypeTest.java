package io.millrace.assembly.resources;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTypeTest {
    private static final String SECRET = """
            'Key': {'Type': 'AWS::SecretsManager::Secret', 'Properties': {'GenerateSecretString': {'PasswordLength': 64}}}
            """;

    @Test
    void aSecretIsReferredToByItsArn() {
        assertThat(SmallStage.resolve("{'Ref': 'Key'}", SECRET))
                .isEqualTo("arn:aws:secretsmanager:us-east-1:000000000000:secret:shop-Key");
        assertThat(SmallStage.resolve("{'Fn::GetAtt': ['Key', 'Id']}", SECRET))
                .isEqualTo(SmallStage.resolve("{'Ref': 'Key'}", SECRET));
    }

    @Test
    void aPlanHasItsName() {
        assertThat(SmallStage.plan(SECRET).secrets()).containsExactly("shop-Key");
    }

    @Test
    void aNoticeSaysThatItsValueIsNotTheOneOnAws() {
        assertThat(SmallStage.plan(SECRET).notices())
                .containsExactly("secret shop-Key has a random value of its own here");
        assertThat(SmallStage.plan(SECRET).skipped()).isEmpty();
    }
}
