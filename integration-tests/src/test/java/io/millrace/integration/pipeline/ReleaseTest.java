package io.millrace.integration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.integration.pipeline.Workplace.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The seal of an assembly, and the reports on it. */
class ReleaseTest {
    @TempDir
    private Path directory;

    private Workplace place;

    @BeforeEach
    void settle() throws IOException {
        place = new Workplace(directory);
    }

    @Test
    void whatWasSealedPasses() throws IOException {
        assertThat(place.run("deploy/check", "--digest", place.digest()).exit()).isZero();
    }

    @Test
    void everyFileThatIsNotAsItWasSealedIsNamed() throws IOException {
        Files.writeString(place.assembly().resolve("manifest.json"), "{}");
        Files.delete(place.assembly().resolve("assembly-dev/State.template.json"));
        Files.createDirectory(place.assembly().resolve(".cache"));
        Files.writeString(place.assembly().resolve(".cache/packed.zip"), "");

        Outcome outcome = place.run("deploy/check");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("not in the release: .cache/packed.zip")
                .contains("missing: assembly-dev/State.template.json")
                .contains("changed: manifest.json");
    }

    @Test
    void aSealThatWasRewrittenForOtherBytesHasAnotherDigest() throws IOException {
        String digest = place.digest();
        Files.writeString(place.assembly().resolve("assembly-prod/State.template.json"), "{}");
        place.run("node", "deploy/lib/assembly.mjs", "seal", "cdk.out", "0.1.0", "c0ffee");

        assertThat(place.run("deploy/check").exit()).isZero();
        assertThat(place.run("deploy/check", "--digest", digest).output()).contains("the digest must be " + digest);
    }

    @Test
    void whatIsNotSealedIsNoRelease() throws IOException {
        Files.delete(place.assembly().resolve("release.json"));

        Outcome outcome = place.run("deploy/check");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains("an assembly must be sealed").contains("run deploy/assemble");
    }

    @Test
    void theReportListsEveryStatementThatAllowsWithAWildcard() throws IOException {
        Outcome outcome = place.run("deploy/security-report");

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(outcome.output())
                .contains("2 statements in 2 stacks; 1 allow something with a `*`")
                .contains("| `Role` | `kinesis:*` | `${Clicks.Arn}` |")
                .contains("| `Role` | Allow | `s3:GetObject` | `arn:aws:s3:::jars/one` |  |");
    }

    @Test
    void anEnvironmentWithoutAReleaseHasNoStateToLose() throws IOException {
        Outcome outcome = place.run("deploy/state-gate", "prod");

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("prod has no release yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"diff", "rehearse", "state-gate"})
    void aReleaseToCompareWithThatCannotBeReadIsNotTakenForOneWithoutTheStage(String script) throws IOException {
        Path before = SmallAssembly.write(directory.resolve("before"), "the first jar");
        Files.delete(before.resolve("assembly-prod/manifest.json"));

        Outcome outcome = place.run("deploy/" + script, "prod", "--against", "before");

        assertThat(outcome.exit()).as(outcome.output()).isEqualTo(1);
        assertThat(outcome.output()).contains("deploy: ENOENT").doesNotContain("has no stage prod");
        assertThat(place.calls()).isEmpty();
    }

    @Test
    void aReleaseToCompareWithMayLackTheStage() throws IOException {
        SmallAssembly.write(directory.resolve("before"), "the first jar", 1, SmallAssembly.stages("dev", "none"));

        Outcome gate = place.run("deploy/state-gate", "prod", "--against", "before");
        Outcome diff = place.run("deploy/diff", "prod", "--against", "before");

        assertThat(gate.exit()).as(gate.output()).isZero();
        assertThat(gate.output()).contains("the current release has no stage prod");
        assertThat(diff.exit()).as(diff.output()).isZero();
    }

    @Test
    void theGateComparesARestoredReleaseWithTheNewOneAndPassesOnWhatIsAccepted() throws IOException {
        place.run("deploy/deploy", "prod");
        String current = place.digest();
        place.nextRelease("the second jar");
        place.calls();

        Outcome passed = place.run("deploy/state-gate", "prod");

        assertThat(passed.exit()).as(passed.output()).isZero();
        String call = "millrace local check-state --app %s --against %s --stage prod"
                .formatted(place.assembly(), place.releases().resolve(current));
        assertThat(place.calls()).contains(call);
        place.run("deploy/state-gate", "prod", "--accept", place.digest());
        assertThat(place.calls()).contains(call + " --accept-losses");
        place.run("deploy/state-gate", "prod", "--accept", current);
        assertThat(place.calls())
                .as("a release that is not the new one accepts nothing")
                .contains(call);
    }

    @Test
    void theGateIsShutWhenStateWouldBeLost() throws IOException {
        place.run("deploy/deploy", "prod");
        place.nextRelease("the second jar");
        place.program("millrace", "#!/bin/sh\nexit 1\n");

        Outcome outcome = place.run("deploy/state-gate", "prod");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains("prod would lose state, or the check failed");
    }

    @Test
    void aFirstDeploymentIsRehearsedWithoutAReleaseBefore() throws IOException {
        Outcome outcome = place.run("deploy/rehearse", "prod");

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(place.calls())
                .contains("millrace rehearse --procedure DEPLOY_SCRIPT --stage prod " + place.assembly());
    }

    @Test
    void theRehearsalIsForwardAndBackAndPassesOnWhatIsAccepted() throws IOException {
        place.run("deploy/deploy", "prod");
        Path current = place.releases().resolve(place.digest());
        place.nextRelease("the second jar");
        place.calls();

        Outcome passed = place.run("deploy/rehearse", "prod");

        assertThat(passed.exit()).as(passed.output()).isZero();
        String releases = "%s %s %s".formatted(current, place.assembly(), current);
        assertThat(place.calls()).contains("millrace rehearse --procedure DEPLOY_SCRIPT --stage prod " + releases);
        place.run("deploy/rehearse", "prod", "--accept", place.digest());
        assertThat(place.calls())
                .contains("millrace rehearse --procedure DEPLOY_SCRIPT --stage prod --accept-losses " + releases);
        place.run("deploy/rehearse", "prod", "--accept", current.getFileName().toString());
        assertThat(place.calls())
                .as("a release that is not the new one accepts nothing")
                .contains("millrace rehearse --procedure DEPLOY_SCRIPT --stage prod " + releases);
    }

    @Test
    void theRehearsalFailsOnWhatIsFound() throws IOException {
        place.program("millrace", "#!/bin/sh\nexit 1\n");

        Outcome outcome = place.run("deploy/rehearse", "prod");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains("prod cannot be deployed as it is");
    }

    static Stream<String> scripts() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "deploy"))) {
            return files
                    .filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void everyScriptExplainsItsUsage(String script) throws IOException {
        Outcome help = place.run("deploy/" + script, "--help");
        Outcome wrong = place.run("deploy/" + script, "--no-such-option");

        assertThat(help.exit()).isZero();
        assertThat(help.output()).startsWith("usage: deploy/" + script).contains("Exit codes: 0 ");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.output()).contains("unknown option --no-such-option; see deploy/" + script + " --help");
    }
}
