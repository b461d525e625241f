package io.millrace.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentTargetTest {

    @ParameterizedTest
    @ValueSource(strings = {"eu-central-1", "us-gov-west-1", "ap-southeast-2"})
    void aTargetNamesAnAccountAndARegion(String region) {
        assertThat(DeploymentTarget.parse("aws://123456789012/" + region))
                .isEqualTo(new DeploymentTarget("123456789012", region));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "123456789012/eu-central-1", "aws://12345/eu-central-1", "aws://123456789012", "aws://a/b"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> DeploymentTarget.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("target must look like 'aws://123456789012/eu-central-1', got '" + text + "'");
    }

    @Test
    void anAccountWithoutARegionIsRefused() {
        assertThatThrownBy(() -> new DeploymentTarget("123456789012", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("account and region must be given together or not at all");
    }
}
