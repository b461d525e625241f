package io.millrace.integration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.integration.pipeline.Workplace.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The environment of a branch is deployed and deleted by the branch's name. */
class ReviewTest {
    private static final String NOTES = "#!/bin/sh\necho \"%s $* for ${MILLRACE_REVIEW:-nobody}\" >>\"$FAKES/calls\"\n";

    @TempDir
    private Path directory;

    private Workplace place;

    @BeforeEach
    void prepare() throws IOException {
        place = new Workplace(directory);
        place.program("millrace", NOTES.formatted("millrace"));
        place.program("node_modules/.bin/cdk", NOTES.formatted("cdk") + "[ ! -e \"$FAKES/fails\" ]\n");
    }

    @Test
    void theStageOfTheBranchIsSynthesisedAndAloneDeployed() throws IOException {
        Outcome outcome = place.run("deploy/review", "feature/login-page");

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(place.calls())
                .containsExactly(
                        "millrace synth for feature/login-page",
                        "cdk deploy --app %s review/** --require-approval never --progress events --no-notices for nobody"
                                .formatted(place.assembly()));
        assertThat(place.releases()).doesNotExist();
    }

    @Test
    void stoppingDeletesTheSameStacks() throws IOException {
        Outcome outcome = place.run("deploy/review", "feature/login-page", "--stop");

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(place.calls())
                .containsExactly(
                        "millrace synth for feature/login-page",
                        "cdk destroy --app %s review/** --force --no-notices for nobody".formatted(place.assembly()));
    }

    @Test
    void aFailureIsReported() throws IOException {
        Files.createFile(place.fake("fails"));

        Outcome deploy = place.run("deploy/review", "login");
        Outcome stop = place.run("deploy/review", "login", "--stop");

        assertThat(deploy.exit()).isEqualTo(1);
        assertThat(deploy.output()).contains("the environment of login is not deployed");
        assertThat(stop.exit()).isEqualTo(1);
        assertThat(stop.output()).contains("the environment of login is not deleted");
    }
}
