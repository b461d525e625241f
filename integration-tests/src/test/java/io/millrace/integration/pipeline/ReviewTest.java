package io.millrace.integration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.integration.pipeline.Workplace.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The environment of a branch is deployed and deleted by the branch's name. */
class ReviewTest {
    private static final String NOTES =
            "#!/bin/sh\necho \"%s $* for ${MILLRACE_REVIEW:-nobody}${MILLRACE_REVIEW_JOBS:+ with $MILLRACE_REVIEW_JOBS}\""
                    + " >>\"$FAKES/calls\"\n";

    @TempDir
    private Path directory;

    private Workplace place;

    @BeforeEach
    void prepare() throws IOException {
        place = new Workplace(directory);
        SmallAssembly.write(place.fake("synthesised"), "the jar", 1, SmallAssembly.stages("review", "none"));
        place.program(
                "millrace",
                NOTES.formatted("millrace") + "cp -R \"$FAKES/synthesised\" \"$(dirname \"$0\")/cdk.out\"\n");
        place.program("node_modules/.bin/cdk", NOTES.formatted("cdk") + "[ ! -e \"$FAKES/fails\" ]\n");
    }

    @Test
    void theStageOfTheBranchIsSynthesisedAndAloneDeployed() throws IOException {
        Outcome outcome = place.run("deploy/review", "feature/login-page");

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(place.calls().stream()
                        .filter(call -> !call.startsWith("aws"))
                        .map(call -> call.replaceAll("--app \\S+", "--app COPY")))
                .containsExactly(
                        "millrace synth for feature/login-page",
                        "cdk deploy --app COPY review/** --require-approval never --progress events --no-notices for nobody");
        assertThat(place.releases()).doesNotExist();
    }

    @Test
    void theJobsOfTheEnvironmentCanBeChosen() throws IOException {
        Outcome outcome = place.run("deploy/review", "login", "--jobs", "rollup,outliers");
        Outcome stop = place.run("deploy/review", "login", "--jobs", "rollup", "--stop");

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(place.calls()).contains("millrace synth for login with rollup,outliers");
        assertThat(stop.exit()).isEqualTo(2);
        assertThat(stop.output()).contains("--jobs and --stop exclude each other; see deploy/review --help");
    }

    @Test
    void stoppingDeletesTheSameStacks() throws IOException {
        Outcome outcome = place.run("deploy/review", "feature/login-page", "--stop");

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(place.calls().stream().filter(call -> !call.startsWith("aws")))
                .containsExactly(
                        "millrace synth for feature/login-page",
                        "cdk destroy --app %s review/** --force --no-notices for nobody".formatted(place.assembly()));
    }

    @Test
    void theStackOfAJobThatTheBranchHasRemovedIsDeletedFirst() throws IOException {
        for (String[] command : new String[][] {{"login"}, {"login", "--stop"}}) {
            Files.writeString(place.fake("review-Summing.status"), "UPDATE_COMPLETE\n");
            List<String> script = new ArrayList<>(List.of("deploy/review"));
            script.addAll(List.of(command));

            Outcome outcome = place.run(script.toArray(String[]::new));

            assertThat(outcome.exit()).as(outcome.output()).isZero();
            assertThat(place.calls())
                    .containsSubsequence(
                            "aws cloudformation delete-stack --stack-name review-Summing",
                            "aws cloudformation wait stack-delete-complete --stack-name review-Summing")
                    .last()
                    .asString()
                    .startsWith("cdk ");
        }
    }

    @Test
    void stacksThatCannotBeListedAreNotTakenForNone() throws IOException {
        Files.writeString(place.fake("denied"), "cloudformation list-stacks\n");

        Outcome deploy = place.run("deploy/review", "login");
        Outcome stop = place.run("deploy/review", "login", "--stop");

        for (Outcome outcome : List.of(deploy, stop)) {
            assertThat(outcome.exit()).as(outcome.output()).isEqualTo(1);
            assertThat(outcome.output())
                    .contains("the stacks of review cannot be listed")
                    .doesNotContain("is deleted")
                    .doesNotContain("is deployed");
        }
        assertThat(place.calls()).noneMatch(call -> call.startsWith("cdk"));
    }

    /** A machine may have another region by default. */
    @Test
    void stacksAreLookedForInTheirRegion() throws IOException {
        Path manifest = place.fake("synthesised").resolve("assembly-review/manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("unknown-region", "eu-west-1"));
        place.program("bin/aws", "#!/bin/sh\necho \"$AWS_REGION $AWS_DEFAULT_REGION\" >>\"$FAKES/calls\"\n");
        place.with("AWS_REGION", "us-east-1");

        Outcome outcome = place.run("deploy/review", "login", "--stop");

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(place.calls()).contains("eu-west-1 eu-west-1").noneMatch(call -> call.contains("us-east-1"));
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
