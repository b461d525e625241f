package io.millrace.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.constructs.flink.Capacity;
import io.millrace.constructs.flink.Checkpointing;
import io.millrace.constructs.lifecycle.Lifecycle;
import io.millrace.constructs.streams.EventStreamProps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentsTest {
    /** What it takes to have one more. */
    private static final StageConfig STAGING = new StageConfig(
            "staging",
            null,
            Target.parse("aws://333333333333/eu-west-1"),
            Lifetime.DISPOSABLE,
            Approval.NONE,
            EventStreamProps.provisioned(1),
            Capacity.fixed(3),
            Checkpointing.DEFAULT,
            Lifecycle.defaults(),
            Alarms.ON,
            null,
            null);

    @Test
    void oneMoreEnvironmentIsOneMoreValueAndChangesNothingInTheOthers(@TempDir Path less, @TempDir Path more)
            throws IOException {
        Path jar = SynthesisedApp.jar(less);
        SynthesisedApp before = new SynthesisedApp(less, Map.of(), jar);
        SynthesisedApp after =
                new SynthesisedApp(more, List.of(Environments.DEV, STAGING, Environments.PROD), Map.of(), jar);

        assertThat(before.stages()).containsExactly("dev", "prod");
        assertThat(after.stages()).containsExactly("dev", "staging", "prod");
        for (String stage : before.stages()) {
            assertThat(after.templates(stage))
                    .extracting(Object::toString)
                    .isEqualTo(before.templates(stage).stream()
                            .map(Object::toString)
                            .toList());
            assertThat(after.manifest(stage)).isEqualTo(before.manifest(stage));
        }
        assertThat(after.stack("staging", "Lottery").getStackName()).isEqualTo("millrace-staging-lottery");
        assertThat(after.stack("staging", "Lottery").getEnvironment()).isEqualTo("aws://333333333333/eu-west-1");
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
        assertThat(environments.get(1).target()).isEqualTo(new Target("444444444444", "eu-central-1"));
        assertThat(environments.get(1).alarmTopicArn()).isEqualTo(topic);
        assertThat(Environments.with(Map.of(), List.of(STAGING))).containsExactly(STAGING);
    }

    /** A misspelt target would deploy to whatever account the credentials are of. */
    @Test
    void aVariableThatNamesNoEnvironmentIsRefused() {
        Map<String, String> variables =
                Map.of("MILLRACE_PORD_TARGET", "aws://222222222222/eu-central-1", "MILLRACE_QA_ALARM_TOPIC", "");

        assertThatThrownBy(() -> Environments.with(variables, Environments.ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a variable must name an environment, one of dev, prod, review; got"
                        + " MILLRACE_PORD_TARGET, MILLRACE_QA_ALARM_TOPIC");
    }

    @Test
    void aNameIsAnEnvironmentsOwn() {
        for (List<StageConfig> twice :
                List.of(List.of(Environments.DEV, Environments.DEV), List.of(Environments.REVIEW))) {
            assertThatThrownBy(() -> Environments.with(Map.of(), twice))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("an environment's name must be its own, got '"
                            + twice.get(0).name() + "' twice or that of the branches' environments");
        }
    }

    /** A role may do things to the stacks whose names begin with its environment's prefix. */
    @Test
    void noEnvironmentsStacksBeginAsThoseOfAnother() {
        List<String> prefixes = Stream.concat(Environments.ALL.stream(), Stream.of(Environments.REVIEW))
                .map(StageConfig::stackPrefix)
                .toList();

        for (String prefix : prefixes) {
            assertThat(prefixes).filteredOn(other -> other.startsWith(prefix)).containsExactly(prefix);
        }
        assertThatThrownBy(() -> named("prod-us"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an environment's name must be a letter and up to 11 letters and digits, in lower case,"
                        + " got 'prod-us'");
    }

    @Test
    void thePipelineReadsInTheAssemblyWhatTakesAnApproval(@TempDir Path folder) throws IOException {
        SynthesisedApp app = new SynthesisedApp(folder, Map.of());

        assertThat(app.manifest("dev").findValues("tags")).hasSize(5).allSatisfy(tags -> assertThat(tags)
                .hasToString("{\"millrace:approval\":\"none\",\"millrace:environment\":\"dev\"}"));
        assertThat(app.manifest("prod").findValues("tags")).hasSize(5).allSatisfy(tags -> assertThat(tags)
                .hasToString("{\"millrace:approval\":\"required\",\"millrace:environment\":\"prod\"}"));
    }

    private static StageConfig named(String name) {
        return new StageConfig(
                name,
                null,
                STAGING.target(),
                STAGING.lifetime(),
                STAGING.approval(),
                STAGING.streams(),
                STAGING.capacity(),
                STAGING.checkpointing(),
                STAGING.lifecycle(),
                STAGING.alarms(),
                null,
                null);
    }
}
