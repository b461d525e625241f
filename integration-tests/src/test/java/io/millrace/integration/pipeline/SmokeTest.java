package io.millrace.integration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.integration.pipeline.Workplace.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which states of the service pass a smoke test, which it waits for, and which fail it. */
class SmokeTest {
    private static Workplace place;

    @BeforeAll
    static void deploy(@TempDir Path directory) throws IOException {
        place = new Workplace(directory);
        Outcome outcome = place.run("deploy/deploy", "dev");
        assertThat(outcome.exit()).as(outcome.output()).isZero();
    }

    @AfterEach
    void forget() throws IOException {
        for (String answer : new String[] {"application.statuses", "parallelism", "dev-State.coming", "calls"}) {
            Files.deleteIfExists(place.fake(answer));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RUNNING", "AUTOSCALING", "MAINTENANCE"})
    void anApplicationThatTheServiceScalesOrPatchesRuns(String status) throws IOException {
        Outcome outcome = smoke(status);

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(place.calls()).noneMatch(call -> call.startsWith("sleep"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"STARTING", "UPDATING", "STOPPING", "FORCE_STOPPING", "ROLLING_BACK"})
    void itWaitsForAnApplicationThatChangesItsState(String status) throws IOException {
        Outcome ends = smoke(status, status, "RUNNING");
        assertThat(ends.exit()).as(ends.output()).isZero();
        assertThat(ends.output()).contains("application application-Counting is " + status + "; looking again in 10 s");
        assertThat(place.calls().stream().filter(call -> call.equals("sleep 10")))
                .hasSize(2);

        Outcome lasts = smoke(status);
        assertThat(lasts.exit()).isEqualTo(1);
        assertThat(lasts.output())
                .contains("application application-Counting must run (RUNNING, AUTOSCALING or MAINTENANCE), got '"
                        + status + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"READY", "DELETING", "ROLLED_BACK"})
    void itDoesNotWaitForAnApplicationThatStaysAsItIs(String status) throws IOException {
        Outcome outcome = smoke(status, "RUNNING");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(place.calls()).noneMatch(call -> call.startsWith("sleep"));
    }

    @Test
    void itWaitsForAStackThatChanges() throws IOException {
        Files.writeString(place.fake("dev-State.coming"), "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS\n");

        Outcome outcome = smoke("RUNNING", "RUNNING");

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("stack dev-State is UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");
    }

    @Test
    void anotherParallelismThanTheDeclaredIsReportedAndPasses() throws IOException {
        Files.writeString(place.fake("parallelism"), "2\t8\n");

        Outcome outcome = smoke("RUNNING");

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(outcome.output())
                .contains("application application-Counting runs with a parallelism of 8; its template declares 2");
    }

    @Test
    void charactersThatCloudFormationDoesNotReturnAreNoDifference(@TempDir Path directory) throws IOException {
        Workplace other = place.copyTo(directory);
        other.nextRelease("another jar", assembly -> {
            Path template = assembly.resolve("assembly-dev/State.template.json");
            Files.writeString(
                    template,
                    Files.readString(template)
                            .replace("{\"Resources\"", "{\"Description\": \"Größe 🎲\", \"Resources\""));
        });

        Outcome outcome = other.run("deploy/deploy", "dev");
        assertThat(outcome.exit()).as(outcome.output()).isZero();

        Path deployed = other.fake("dev-State.template");
        Files.writeString(deployed, Files.readString(deployed).replace("Größe 🎲", "Größe"));
        assertThat(other.run("deploy/smoke", "dev").output()).contains("these differ:\nDescription");
    }

    @Test
    void theTimeToWaitIsANumber() throws IOException {
        assertThat(place.run("deploy/smoke", "dev", "--wait", "long").exit()).isEqualTo(2);
    }

    /** @param statuses of the application, one for each look; the last one stays */
    private static Outcome smoke(String... statuses) throws IOException {
        Files.writeString(place.fake("application.statuses"), String.join("\n", statuses) + "\n");
        return place.run("deploy/smoke", "dev", "--wait", statuses.length == 1 ? "0" : "60");
    }
}
