package io.millrace.integration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.integration.pipeline.Workplace.Outcome;
import io.millrace.local.files.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a rollback leads. */
class RollbackTest {
    @TempDir
    private Path directory;

    private Workplace place;
    private String first = "";
    private String second = "";

    @BeforeEach
    void deployTwo() throws IOException {
        place = new Workplace(directory);
        first = place.digest();
        place.run("deploy/deploy", "prod");
        second = place.nextRelease("the second jar");
        place.run("deploy/deploy", "prod");
        place.calls();
    }

    @Test
    void itGoesBackToTheAssemblyBeforeTheCurrent() throws IOException {
        Outcome outcome = place.run("deploy/rollback", "prod");

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(place.calls())
                .anyMatch(call ->
                        call.startsWith("cdk deploy --app " + place.releases().resolve(first) + " prod/**"));
        assertThat(place.record("prod")).isEqualTo("{\"attempt\":null,\"releases\":[\"%s\"]}".formatted(first));
    }

    @Test
    void thereIsNothingBeforeTheFirst() throws IOException {
        place.run("deploy/rollback", "prod");

        Outcome outcome = place.run("deploy/rollback", "prod");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains("prod has no release to go back to");
    }

    @Test
    void fromADeployThatFailedItGoesToWhatWasDeployedBeforeIt() throws IOException {
        place.nextRelease("the third jar");
        Files.createFile(place.fake("fails.prod-Counting"));
        place.run("deploy/deploy", "prod");
        Files.delete(place.fake("fails.prod-Counting"));

        Outcome outcome = place.run("deploy/rollback", "prod");

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(place.record("prod"))
                .isEqualTo("{\"attempt\":null,\"releases\":[\"%s\",\"%s\"]}".formatted(second, first));
    }

    @Test
    void aReleaseThatIsNotKeptIsNotMadeUp() throws IOException {
        Directories.delete(place.releases().resolve(first));

        Outcome outcome = place.run("deploy/rollback", "prod");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains("release " + first + " is not kept in");
        assertThat(place.calls()).noneMatch(call -> call.startsWith("cdk"));
    }

    @Test
    void environmentsHaveRecordsOfTheirOwn() throws IOException {
        Outcome outcome = place.run("deploy/rollback", "prod", "--local");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains("prod has no release to go back to: nothing was deployed");
    }
}
