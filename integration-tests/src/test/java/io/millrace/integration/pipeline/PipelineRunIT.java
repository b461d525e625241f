package io.millrace.integration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.integration.pipeline.Workplace.Outcome;
import io.millrace.local.files.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole pipeline, run by gitlab-ci-local: all jobs and scripts are real, while AWS and the CDK CLI only record calls. */
class PipelineRunIT {
    @TempDir
    private Path directory;

    private Workplace place;

    @BeforeEach
    void settle() throws IOException {
        place = new Workplace(directory);
        place.program(".ci/run", "#!/bin/sh\necho verify >>\"$FAKES/calls\"\n");
        place.program("bin/rsync", Files.readString(Path.of("src/test/resources/pipeline/rsync")));
        place.program(".ci/prepare", Files.readString(Pipeline.home().resolve(".ci/prepare")));
        place.program("mvnw", "#!/bin/sh\necho \"mvnw $*\" >>\"$FAKES/calls\"\n");
        for (String file : new String[] {".gitlab-ci.yml", "pom.xml", "package-lock.json"}) {
            Files.copy(Pipeline.home().resolve(file), directory.resolve(file));
        }
        // a synthesis copies a prepared assembly
        SmallAssembly.write(directory.resolve("synthesised"), "the first jar");
        place.program("millrace", """
                #!/bin/sh
                echo "millrace $*" >>"$FAKES/calls"
                if [ "$1" = synth ]; then cp -R synthesised cdk.out; fi
                """);
        for (String command : new String[] {
            "init --quiet --initial-branch main", "add .", "-c user.name=n -c user.email=n@example.com commit -qm all"
        }) {
            assertThat(place.run(("git " + command).split(" ")).exit()).isZero();
        }
        place.with("AWS_ID_TOKEN", "a.signed.token")
                .with("AWS_ROLE_ARN", "arn:aws:iam::111122223333:role/deploy")
                .with("AWS_REGION", "eu-central-1");
    }

    @Test
    void oneAssemblyGoesFromDevToProdAndBack() throws IOException {
        Outcome outcome = run("--manual", "deploy-prod");
        assertThat(outcome.exit()).as(outcome.output()).isZero();
        String first = place.digest();

        List<String> calls = place.calls();
        assertThat(calls.stream().filter(call -> call.matches("verify|millrace synth|cdk deploy .*")))
                .containsExactlyInAnyOrder("verify", "millrace synth", deploys(first, "dev"), deploys(first, "prod"));
        assertThat(calls).containsSubsequence(deploys(first, "dev"), deploys(first, "prod"));
        assertThat(calls.stream().filter(call -> call.startsWith("millrace ") && !call.equals("millrace synth")))
                .as("the first deployment is rehearsed, and has no state to lose")
                .singleElement()
                .asString()
                .matches("millrace rehearse --procedure DEPLOY_SCRIPT --stage prod \\S+/cdk.out");
        assertThat(calls.indexOf("verify")).isLessThan(calls.indexOf(deploys(first, "dev")));
        assertThat(calls.stream().filter(call -> call.startsWith("mvnw")))
                .hasSize(2)
                .allMatch(call -> call.contains("verify -pl promises -Pon-aws") && !call.contains("write"));
        assertThat(Files.readString(directory.resolve("security-report.md"))).contains(first);
        assertThat(place.record("prod")).contains("\"releases\":[\"" + first + "\"]");

        Directories.delete(directory.resolve("synthesised"));
        SmallAssembly.write(directory.resolve("synthesised"), "the first jar", 2, SmallAssembly.DEV_AND_PROD);
        Outcome next = run("--manual", "deploy-prod");
        assertThat(next.exit()).as(next.output()).isZero();
        assertThat(place.calls())
                .anyMatch(call -> call.matches("millrace local check-state .*/" + first + " --stage prod"))
                .anyMatch(call -> call.matches("millrace rehearse --procedure DEPLOY_SCRIPT --stage prod \\S+/" + first
                        + " \\S+/cdk.out \\S+/" + first));
        assertThat(place.record("prod")).contains("\"releases\":[\"" + place.digest() + "\",\"" + first + "\"]");
        Outcome back = run("--file", "promotion.yml", "rollback-prod");
        assertThat(back.exit()).as(back.output()).isZero();
        assertThat(place.calls()).last().asString().contains("\"releases\":[\"" + first + "\"]");
        assertThat(place.record("prod")).contains("\"releases\":[\"" + first + "\"]");
    }

    /** With {@code strategy: depend} GitLab fails the pipeline with its child, which gitlab-ci-local does not do. */
    @Test
    void aDeploymentOfDevThatFailsEndsThePromotion() throws IOException {
        Files.createFile(place.fake("fails.dev-Counting"));

        Outcome outcome = run("--manual", "deploy-prod");

        assertThat(outcome.output())
                .containsPattern("FAIL  deploy-dev")
                .contains("stack dev-Counting: ROLLBACK_COMPLETE");
        assertThat(place.calls()).noneMatch(call -> call.startsWith("cdk") && call.contains("prod"));
    }

    private String deploys(String digest, String environment) {
        return "cdk deploy --app " + digest + " " + environment
                + "/** --require-approval never --progress events --no-notices";
    }

    private Outcome run(String... more) throws IOException {
        List<String> command =
                Pipeline.command("--force-shell-executor", "--variable", "MILLRACE_DEPLOY=true", "--concurrency", "1");
        command.addAll(new ArrayList<>(List.of(more)));
        return place.run(command.toArray(String[]::new));
    }
}
