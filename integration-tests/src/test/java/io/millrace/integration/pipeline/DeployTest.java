package io.millrace.integration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.integration.pipeline.Workplace.Outcome;
import io.millrace.local.files.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps of a deployment, and what is left behind when one of them fails. */
class DeployTest {
    @TempDir
    private Path directory;

    private Workplace place;

    @BeforeEach
    void settle() throws IOException {
        place = new Workplace(directory).with("AWS_REGION", "eu-central-1");
    }

    @Test
    void aReleaseIsDeployedThenCheckedThenRecorded() throws IOException {
        String digest = place.digest();

        Outcome outcome = place.run("deploy/deploy", "dev", "--digest", digest);

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(place.calls().stream().map(call -> call.split(" --query")[0]))
                .containsExactly(
                        "aws ssm get-parameter --name /millrace/dev/release",
                        "aws ssm put-parameter --name /millrace/dev/release --type String --overwrite --value"
                                + " {\"attempt\":\"" + digest + "\",\"releases\":[]}",
                        "aws cloudformation describe-stacks --stack-name dev-State",
                        "aws cloudformation describe-stacks --stack-name dev-Counting",
                        "aws cloudformation list-stacks --output text",
                        "cdk deploy --app " + digest
                                + " dev/** --require-approval never --progress events --no-notices",
                        "aws cloudformation describe-stacks --stack-name dev-State",
                        "aws cloudformation get-template --stack-name dev-State --template-stage Original",
                        "aws cloudformation describe-stacks --stack-name dev-Counting",
                        "aws cloudformation get-template --stack-name dev-Counting --template-stage Original",
                        "aws cloudformation describe-stacks --stack-name dev-Counting",
                        "aws kinesisanalyticsv2 describe-application --application-name application-Counting"
                                + " --output text",
                        "aws ssm put-parameter --name /millrace/dev/release --type String --overwrite --value"
                                + " {\"attempt\":null,\"releases\":[\"" + digest + "\"]}");
    }

    @Test
    void aStackThatFailsIsNamedAndNothingButTheAttemptIsRecorded() throws IOException {
        String first = place.digest();
        place.run("deploy/deploy", "prod");
        String second = place.nextRelease("the second jar");

        Outcome outcome = place.runFailing("prod-Counting", "deploy/deploy", "prod");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("stack prod-Counting: UPDATE_ROLLBACK_COMPLETE\tthe job restarts")
                .doesNotContain("stack prod-State:")
                .contains("release " + second + " is not deployed to prod: a stack failed; fix it and run this again,"
                        + " or run deploy/rollback prod");
        assertThat(place.record("prod"))
                .isEqualTo("{\"attempt\":\"%s\",\"releases\":[\"%s\"]}".formatted(second, first));
    }

    @Test
    void aFailedDeploymentContinuesWhenItIsRunAgain() throws IOException {
        Outcome failed = place.runFailing("prod-Counting", "deploy/deploy", "prod");
        assertThat(failed.output())
                .as("there is nothing to go back to")
                .endsWith("is not deployed to prod: a stack failed; fix it and run this again\n");

        assertThat(place.run("deploy/deploy", "prod").exit()).isZero();
        assertThat(place.record("prod"))
                .isEqualTo("{\"attempt\":null,\"releases\":[\"%s\"]}".formatted(place.digest()));
    }

    @Test
    void anInterruptedDeploymentIsRepeatedOrGivenUp() throws IOException {
        place.run("deploy/deploy", "prod");
        String cdk = Files.readString(Path.of("src/test/resources/pipeline/cdk"));
        String second = place.nextRelease("the second jar");
        place.program("node_modules/.bin/cdk", cdk.replace("node \"$DEPLOY", "kill $$\nnode \"$DEPLOY"));
        assertThat(place.run("deploy/deploy", "prod").exit()).isEqualTo(1);
        place.program("node_modules/.bin/cdk", cdk);

        for (String script : List.of("state-gate", "rehearse", "deploy", "rollback")) {
            Outcome outcome = place.run("deploy/" + script, "prod");
            assertThat(outcome.exit()).as(outcome.output()).isZero();
        }
        assertThat(place.record("prod")).doesNotContain(second);
    }

    @Test
    void twoEnvironmentsAreDeployedAtOnce() throws IOException {
        String cdk = Files.readString(Path.of("src/test/resources/pipeline/cdk"));
        place.program(
                "node_modules/.bin/cdk",
                cdk.replace("node \"$DEPLOY", "[ \"$4\" = 'dev/**' ] || \"$DEPLOY/deploy\" dev >&2\nnode \"$DEPLOY"));

        Outcome outcome = place.run("deploy/deploy", "prod");

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(outcome.output())
                .contains("dev: release %s is deployed".formatted(place.digest()))
                .contains("prod: release %s is deployed".formatted(place.digest()));
    }

    @Test
    void aReleaseThatAnotherDeploymentHasJustKeptIsNotKeptTwice() throws IOException {
        String digest = place.digest();
        place.program(
                "bin/cp",
                "#!/bin/sh\n/bin/cp \"$@\"\n/bin/cp -R cdk.out \""
                        + place.releases().resolve(digest) + "\"\n");

        Outcome outcome = place.run("deploy/deploy", "dev", "--local");

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        try (var kept = Files.list(place.releases())) {
            assertThat(kept.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(digest, "dev.record");
        }
    }

    @Test
    void changedBytesAreNotDeployed() throws IOException {
        Files.writeString(place.assembly().resolve("assembly-prod/State.template.json"), "{}");

        Outcome outcome = place.run("deploy/deploy", "prod");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains("changed: assembly-prod/State.template.json");
        assertThat(place.calls()).isEmpty();
    }

    @Test
    void aKeptReleaseThatWasChangedIsNotDeployed() throws IOException {
        String digest = place.digest();
        place.run("deploy/deploy", "dev");
        place.calls();
        Files.writeString(place.releases().resolve(digest).resolve("added"), "");
        registry();

        Outcome outcome = place.run("deploy/deploy", "prod");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains("not in the release: added");
        assertThat(place.calls()).isEmpty();
    }

    @Test
    void anotherReleaseThanTheExpectedIsNotDeployed() throws IOException {
        Outcome outcome = place.run("deploy/deploy", "prod", "--digest", "0123");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains("the digest must be 0123, got " + place.digest());
        assertThat(place.calls()).isEmpty();
    }

    @Test
    void environmentsAreTheAssemblysStages() throws IOException {
        Outcome outcome = place.run("deploy/deploy", "staging");

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.output())
                .contains("the environment must be a stage of the assembly: dev or prod, got 'staging'");
        assertThat(place.calls()).isEmpty();
    }

    @Test
    void aDeployThatLeavesAnotherTemplateIsNotRecorded() throws IOException {
        place.program(
                "node_modules/.bin/cdk",
                Files.readString(Path.of("src/test/resources/pipeline/cdk"))
                        + "echo '{\"Resources\": {\"Clicks\": {}, \"More\": {}}}' >\"$FAKES/dev-State.template\"\n");

        Outcome outcome = place.run("deploy/deploy", "dev");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output())
                .contains(
                        "stack dev-State must have the template of the release; these differ:\nResources/Clicks\nResources/More")
                .contains("is not deployed to dev");
        assertThat(place.record("dev")).contains("\"releases\":[]");
    }

    @Test
    void anApplicationThatRunsAnotherJarIsNotRecorded() throws IOException {
        place.program(
                "node_modules/.bin/cdk",
                Files.readString(Path.of("src/test/resources/pipeline/cdk")) + "echo jobs/old.jar >\"$FAKES/key\"\n");

        Outcome outcome = place.run("deploy/deploy", "dev");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output())
                .containsPattern(
                        "application application-Counting must run jobs/[0-9a-f]+\\.jar, got 'jobs/old\\.jar'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy", "rehearse", "state-gate", "rollback"})
    void aRecordThatCannotBeReadIsNotTreatedAsEmpty(String script) throws IOException {
        Files.writeString(place.fake("denied"), "ssm get-parameter\n");

        Outcome outcome = place.run("deploy/" + script, "dev");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("the record /millrace/dev/release cannot be read")
                .doesNotContain("release yet")
                .doesNotContain("no previous release");
        assertThat(place.calls()).hasSize(1);
    }

    @Test
    void aGatedDeploymentNeedsGatesThatComparedWithTheCurrentRelease() throws IOException {
        String first = place.digest();
        place.run("deploy/deploy", "prod");
        String second = place.nextRelease("the second jar");
        Workplace.copy(place.assembly(), directory.resolve("second"));

        assertThat(gated().output())
                .contains("deploy/state-gate must have passed %s after %s, got nothing".formatted(second, first));
        place.run("deploy/state-gate", "prod");
        assertThat(gated().output())
                .contains("deploy/rehearse must have passed %s after %s, got nothing".formatted(second, first));
        place.run("deploy/rehearse", "prod", "--assembly", "second");

        String third = place.nextRelease("the third jar");
        place.run("deploy/deploy", "prod");
        place.calls();
        Outcome outdated = gated();
        assertThat(outdated.exit()).isEqualTo(1);
        assertThat(outdated.output())
                .contains("must have passed %1$s after %2$s, got %1$s after %3$s; run the gates again"
                        .formatted(second, third, first));
        assertThat(place.calls()).noneMatch(call -> call.startsWith("cdk") || call.contains("put-parameter"));

        place.run("deploy/rollback", "prod");
        assertThat(gated().exit()).isZero();
        assertThat(gated().exit()).as("what is deployed may be repeated").isZero();
    }

    @Test
    void aGatedDeploymentNeedsGatesThatHaveSeenTheFailureOfAnother() throws IOException {
        String first = place.digest();
        place.run("deploy/deploy", "prod");
        String second = place.nextRelease("the second jar");
        Workplace.copy(place.assembly(), directory.resolve("second"));
        passBothGates();
        String third = place.nextRelease("the third jar");
        Files.createFile(place.fake("fails.prod-Counting"));
        place.run("deploy/deploy", "prod");
        place.calls();

        Outcome unseen = gated();
        assertThat(unseen.exit()).isEqualTo(1);
        assertThat(unseen.output())
                .contains(
                        "must have passed %1$s after %2$s and an attempt at %3$s, got %1$s after %2$s; run the gates again"
                                .formatted(second, first, third));
        assertThat(place.calls()).noneMatch(call -> call.startsWith("cdk") || call.contains("put-parameter"));

        assertThat(passBothGates()).contains("a deployment of " + third + " has failed or is running");
        assertThat(gated().output()).contains("release " + second + " is not deployed to prod: a stack failed");
        Files.delete(place.fake("fails.prod-Counting"));
        Outcome continued = gated();
        assertThat(continued.exit()).as(continued.output()).isZero();
    }

    private String passBothGates() throws IOException {
        place.run("deploy/state-gate", "prod", "--assembly", "second");
        return place.run("deploy/rehearse", "prod", "--assembly", "second").output();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rehearse", "state-gate"})
    void noGateLetsAReleasePassThatWasChangedAfterItsSeal(String gate) throws IOException {
        Files.writeString(place.assembly().resolve("assembly-prod/State.template.json"), "{}");

        Outcome outcome = place.run("deploy/" + gate, "prod");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains("changed: assembly-prod/State.template.json");
        assertThat(place.calls()).isEmpty();
        assertThat(directory.resolve(".millrace/gates")).doesNotExist();
    }

    private Outcome gated() throws IOException {
        return place.run("deploy/deploy", "prod", "--assembly", "second", "--gated");
    }

    @Test
    void theFirstDeploymentIsGatedToo() throws IOException {
        assertThat(place.run("deploy/deploy", "prod", "--gated").exit()).isEqualTo(1);
        place.run("deploy/state-gate", "prod");
        place.run("deploy/rehearse", "prod");

        Outcome outcome = place.run("deploy/deploy", "prod", "--gated");

        assertThat(outcome.exit()).as(outcome.output()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy", "rehearse", "state-gate", "rollback"})
    void aDamagedRecordIsNeitherTakenForAnEmptyOneNorReplaced(String script) throws IOException {
        Path record = Files.createDirectories(place.releases()).resolve("dev.record");
        Files.writeString(record, "{\"attempt\":");

        Outcome outcome = place.run("deploy/" + script, "dev", "--local");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains("deploy: the record must be JSON, got '{\"attempt\":'");
        assertThat(record).hasContent("{\"attempt\":");
        assertThat(place.calls()).isEmpty();
    }

    @Test
    void aStageMayHaveNoApplication() throws IOException {
        String digest = place.nextRelease(
                "no jar",
                assembly -> Files.writeString(
                        assembly.resolve("assembly-dev/Counting.template.json"), "{\"Resources\": {}}"));

        Outcome outcome = place.run("deploy/deploy", "dev");

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(place.record("dev")).contains("\"releases\":[\"" + digest + "\"]");
    }

    @Test
    void inAPipelineTheTokenIsAFileOfThisUserAloneUntilTheEnd() throws IOException {
        place.with("AWS_ID_TOKEN", "a.signed.token").with("AWS_ROLE_ARN", "arn:aws:iam::111122223333:role/deploy");

        Outcome outcome = place.run("deploy/deploy", "dev");

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(outcome.output()).doesNotContain("a.signed.token");
        assertThat(place.fake("identity"))
                .hasContent("-rw------- arn:aws:iam::111122223333:role/deploy a.signed.token");
        assertThat(place.calls()).noneMatch(call -> call.contains("a.signed.token"));
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void aTokenWithoutARoleIsRefused() throws IOException {
        Outcome outcome = place.with("AWS_ID_TOKEN", "a.signed.token").run("deploy/deploy", "dev");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains("AWS_ROLE_ARN must be set when AWS_ID_TOKEN is");
        assertThat(place.calls()).isEmpty();
    }

    @Test
    void inAPipelineAReleaseIsKeptAmongTheProjectsPackagesBeforeItIsDeployed() throws IOException {
        String digest = place.digest();
        registry();

        Outcome outcome = place.run("deploy/deploy", "dev");

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(place.calls().stream()
                        .filter(call -> call.matches("(curl|cdk) .*"))
                        .map(call -> call.replaceAll("^curl.* ", "")))
                .startsWith(
                        packages(digest, "release.json"),
                        packages(digest, "assembly.tar.gz"),
                        packages(digest, "release.json"))
                .last()
                .asString()
                .startsWith("cdk deploy");
        assertThat(place.calls()).noneMatch(call -> call.contains("a-token-for-the-job"));

        place.nextRelease("the second jar");
        place.run("deploy/deploy", "dev");
        Directories.delete(place.releases());
        Outcome back = place.run("deploy/rollback", "dev");
        assertThat(back.exit()).as(back.output()).isZero();
        assertThat(place.record("dev")).contains("\"releases\":[\"" + digest + "\"]");
    }

    private void registry() {
        place.with("CI_API_V4_URL", "https://gitlab.example/api/v4")
                .with("CI_PROJECT_ID", "7")
                .with("CI_JOB_TOKEN", "a-token-for-the-job");
    }

    private static String packages(String digest, String file) {
        return "https://gitlab.example/api/v4/projects/7/packages/generic/millrace-release/" + digest + "/" + file;
    }

    @Test
    void onThisMachineNothingOfAwsIsCalled() throws IOException {
        String digest = place.digest();

        Outcome outcome = place.run("deploy/deploy", "dev", "--local");

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        String state = place.releases().getParent().toString();
        assertThat(place.calls())
                .containsExactly(
                        "millrace local status --stage dev --state " + state,
                        "millrace local up --app " + place.releases().resolve(digest) + " --stage dev --state " + state
                                + " --detach",
                        "millrace local status --stage dev --state " + state);
        assertThat(place.releases().resolve("dev.record"))
                .hasContent("{\"attempt\":null,\"releases\":[\"%s\"]}".formatted(digest));
    }

    @Test
    void aStageThatRunsHereIsUpdated() throws IOException {
        place.program(
                "millrace",
                "#!/bin/sh\necho \"millrace $*\" >>\"$FAKES/calls\"\necho 'stage dev: running (process 7)'\n");

        Outcome outcome = place.run("deploy/deploy", "dev", "--local");

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(place.calls())
                .contains("millrace local update --app %s --stage dev --state %s"
                        .formatted(
                                place.releases().resolve(place.digest()),
                                place.releases().getParent()))
                .noneMatch(call -> call.startsWith("millrace local up "));
    }

    /** Temporary files that are left after a script has ended. */
    private List<Path> leftovers() throws IOException {
        Path temporary = Files.createDirectories(directory.resolve("temporary"));
        place.with("TMPDIR", temporary.toString()).run("deploy/deploy", "dev");
        try (var files = Files.list(temporary)) {
            return files.toList();
        }
    }
}
