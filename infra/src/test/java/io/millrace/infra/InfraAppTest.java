package io.millrace.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.Token;

class InfraAppTest {
    @TempDir
    Path folder;

    @Test
    void withoutATargetAStageTakesTheDeployersAccountAndRegion() {
        SynthesisedApp app = SynthesisedApp.whole();

        for (String stage : app.stages()) {
            for (String id : app.stacks(stage)) {
                assertThat(Token.isUnresolved(app.stack(stage, id).getAccount()))
                        .isTrue();
                assertThat(Token.isUnresolved(app.stack(stage, id).getRegion())).isTrue();
            }
        }
    }

    @Test
    void eachStageHasATargetOfItsOwn() throws IOException {
        JobApplication job = JobApplication.builder("Counting", "Counts clicks")
                .inputs("Clicks")
                .build();

        SynthesisedApp app = new SynthesisedApp(
                folder,
                List.of(Environments.DEV, Environments.PROD),
                List.of(job),
                Map.of(
                        "MILLRACE_DEV_TARGET", "aws://111111111111/eu-west-1",
                        "MILLRACE_PROD_TARGET", "aws://222222222222/eu-central-1",
                        "MILLRACE_GITLAB_PROJECT", "shop/streams"),
                "1");

        for (String id : List.of("State", "Counting")) {
            assertThat(app.stack("dev", id).getEnvironment()).isEqualTo("aws://111111111111/eu-west-1");
            assertThat(app.stack("prod", id).getEnvironment()).isEqualTo("aws://222222222222/eu-central-1");
        }
        assertThat(app.stacksOutsideStages()).containsExactly("GitLab-111111111111", "GitLab-222222222222");
    }

    @Test
    void withoutAGitLabProjectEveryStackBelongsToAStage() {
        assertThat(SynthesisedApp.whole().stacksOutsideStages()).isEmpty();
    }

    @Test
    void aMissingJarIsRefusedWithTheCommandThatBuildsIt() {
        Path missing = folder.resolve("none.jar");

        assertThatThrownBy(() -> new JobJars(Files.createFile(folder.resolve("job.jar")), missing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("job jar must be an existing file, got '" + missing
                        + "'; build it with ./mvnw package -pl job,job-flink2 -am");
    }

    @Test
    void theArgumentsAreThePathsOfTheJars() {
        assertThatThrownBy(() -> InfraApp.main(new String[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("arguments must be the paths of the job jars for Flink 1 and for Flink 2, got 0");
    }
}
