package io.millrace.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;

class InfraAppTest {
    @TempDir
    Path folder;

    @Test
    void withoutATargetAStageTakesTheDeployersAccountAndRegion() throws IOException {
        SynthesisedApp app = new SynthesisedApp(folder, Map.of("MILLRACE_DEV_TARGET", ""));

        for (Stack stack : new Stack[] {app.stack("dev", "State"), app.stack("prod", "Lottery")}) {
            assertThat(Token.isUnresolved(stack.getAccount())).isTrue();
            assertThat(Token.isUnresolved(stack.getRegion())).isTrue();
        }
    }

    @Test
    void eachStageHasATargetOfItsOwn() throws IOException {
        SynthesisedApp app = new SynthesisedApp(
                folder,
                Map.of(
                        "MILLRACE_DEV_TARGET", "aws://111111111111/eu-west-1",
                        "MILLRACE_PROD_TARGET", "aws://222222222222/eu-central-1"));

        assertThat(app.stack("dev", "Lottery").getEnvironment()).isEqualTo("aws://111111111111/eu-west-1");
        assertThat(app.stack("prod", "Lottery").getEnvironment()).isEqualTo("aws://222222222222/eu-central-1");
        assertThat(app.stack("prod", "State").getEnvironment()).isEqualTo("aws://222222222222/eu-central-1");
    }

    @Test
    void stacksAreNamedAfterTheirStage() throws IOException {
        SynthesisedApp app = new SynthesisedApp(folder, Map.of());

        assertThat(app.stack("dev", "State").getStackName()).isEqualTo("millrace-dev-state");
        assertThat(app.stack("prod", "Lottery").getStackName()).isEqualTo("millrace-prod-lottery");
    }

    @Test
    void aMissingJarIsRefusedWithTheCommandThatBuildsIt() {
        Path missing = folder.resolve("none.jar");

        assertThatThrownBy(() -> InfraApp.addStages(new App(), Map.of(), missing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no job jar '" + missing + "'; ./mvnw package -pl job -am builds it");
    }

    @Test
    void aMalformedAlarmTopicIsRefused() {
        Map<String, String> environment = Map.of("MILLRACE_PROD_ALARM_TOPIC", "alarms");

        assertThatThrownBy(() -> new SynthesisedApp(folder, environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("alarm topic must look like 'arn:aws:sns:eu-central-1:123456789012:alarms', got 'alarms'");
    }

    @Test
    void theJarsPathIsTheOneArgument() {
        assertThatThrownBy(() -> InfraApp.main(new String[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("arguments must be the path of the job jar alone, got 0");
    }
}
