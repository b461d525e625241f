package io.millrace.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentsTest {
    private static final StageConfig STAGING = StageConfig.builder("staging")
            .lifetime(Lifetime.DISPOSABLE)
            .approval(Approval.NONE)
            .target(DeploymentTarget.parse("aws://333333333333/eu-west-1"))
            .build();

    private static final JobApplication COUNTING =
            JobApplication.builder("Counting", "Counts clicks").inputs("Clicks").build();

    @Test
    void anotherEnvironmentChangesNothingInTheOthers(@TempDir Path less, @TempDir Path more) throws IOException {
        SynthesisedApp before = SynthesisedApp.of(less, List.of(Environments.PROD), COUNTING);
        SynthesisedApp after = SynthesisedApp.of(more, List.of(STAGING, Environments.PROD), COUNTING);

        assertThat(before.stages()).containsExactly("prod");
        assertThat(after.stages()).containsExactly("staging", "prod");
        assertThat(after.templates("prod"))
                .extracting(Object::toString)
                .isEqualTo(
                        before.templates("prod").stream().map(Object::toString).toList());
        assertThat(after.manifest("prod")).isEqualTo(before.manifest("prod"));
        assertThat(after.stack("staging", "Counting").getStackName()).isEqualTo("millrace-staging-counting");
        assertThat(after.stack("staging", "Counting").getEnvironment()).isEqualTo("aws://333333333333/eu-west-1");
    }

    @Test
    void anEnvironmentsVariablesAreNamedAfterIt() {
        String topic = "arn:aws:sns:eu-central-1:444444444444:alarms";
        List<StageConfig> environments = Environments.with(
                Map.of(
                        "MILLRACE_STAGING_TARGET", "aws://444444444444/eu-central-1",
                        "MILLRACE_STAGING_ALARM_TOPIC", topic,
                        "MILLRACE_DEV_TARGET", "",
                        "PATH", "/bin"),
                List.of(Environments.DEV, STAGING));

        assertThat(environments.get(0)).isEqualTo(Environments.DEV);
        assertThat(environments.get(1).target()).isEqualTo(new DeploymentTarget("444444444444", "eu-central-1"));
        assertThat(environments.get(1).alarmTopicArn()).isEqualTo(topic);
        assertThat(Environments.with(Map.of(), List.of(STAGING))).containsExactly(STAGING);
    }

    /** With a misspelt target, the environment would be deployed to the account of the credentials. */
    @Test
    void aVariableThatNamesNoEnvironmentIsRefused() {
        Map<String, String> variables =
                Map.of("MILLRACE_PORD_TARGET", "aws://222222222222/eu-central-1", "MILLRACE_QA_ALARM_TOPIC", "");

        assertThatThrownBy(() -> Environments.with(variables, List.of(Environments.DEV, Environments.PROD)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a variable must name an environment, one of dev, prod, review, got"
                        + " MILLRACE_PORD_TARGET, MILLRACE_QA_ALARM_TOPIC");
    }

    @Test
    void anEnvironmentsNameIsUnique() {
        for (List<StageConfig> twice :
                List.of(List.of(Environments.DEV, Environments.DEV), List.of(Environments.REVIEW))) {
            assertThatThrownBy(() -> Environments.with(Map.of(), twice))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("an environment's name must be unique, got '"
                            + twice.get(0).name() + "' twice");
        }
    }

    /** A role's permissions cover the stacks whose names begin with its environment's prefix. */
    @Test
    void noEnvironmentsStacksBeginAsThoseOfAnother() {
        List<String> prefixes = Stream.concat(Environments.ALL.stream(), Stream.of(Environments.REVIEW))
                .map(StageConfig::stackPrefix)
                .toList();

        for (String prefix : prefixes) {
            assertThat(prefixes).filteredOn(other -> other.startsWith(prefix)).containsExactly(prefix);
        }
        assertThatThrownBy(() -> StageConfig.builder("prod-us")
                        .lifetime(Lifetime.DISPOSABLE)
                        .approval(Approval.NONE)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an environment's name must be a letter and up to 11 letters and digits, in lower case,"
                        + " got 'prod-us'");
    }

    @Test
    void lifetimeAndApprovalMustBeSet() {
        assertThatThrownBy(() -> StageConfig.builder("staging").build())
                .isInstanceOf(NullPointerException.class)
                .hasMessage("lifetime is null");
        assertThatThrownBy(() -> StageConfig.builder("staging")
                        .lifetime(Lifetime.DISPOSABLE)
                        .build())
                .isInstanceOf(NullPointerException.class)
                .hasMessage("approval is null");
    }

    @Test
    void aMalformedAlarmTopicIsRefused() {
        assertThatThrownBy(() -> Environments.with(Map.of("MILLRACE_PROD_ALARM_TOPIC", "alarms"), Environments.ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("alarm topic must look like 'arn:aws:sns:eu-central-1:123456789012:alarms', got 'alarms'");
    }

    /** The pipeline makes the jobs of an environment from these tags. */
    @Test
    void theAssemblySaysWhichEnvironmentsRequireAnApproval() throws IOException {
        SynthesisedApp app = SynthesisedApp.whole();

        for (Named<StageConfig> named : SynthesisedApp.environments()) {
            StageConfig environment = named.getPayload();
            assertThat(app.manifest(environment.name()).findValues("tags"))
                    .hasSize(app.stacks(environment.name()).size())
                    .allSatisfy(tags -> assertThat(tags)
                            .hasToString("{\"millrace:approval\":\""
                                    + (environment.approval() == Approval.REQUIRED ? "required" : "none")
                                    + "\",\"millrace:environment\":\"" + environment.name() + "\"}"));
        }
        assertThat(Environments.PROD.approval()).isEqualTo(Approval.REQUIRED);
    }
}
