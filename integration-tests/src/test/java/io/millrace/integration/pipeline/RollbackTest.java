package io.millrace.integration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.integration.pipeline.Workplace.Outcome;
import io.millrace.local.files.Directories;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The release to which a rollback goes. */
class RollbackTest {
    private static Workplace deployed;
    private static String first = "";
    private static String second = "";

    private Workplace place;

    @BeforeAll
    static void deployTwo(@TempDir Path directory) throws IOException {
        deployed = new Workplace(directory).with("AWS_REGION", "eu-central-1");
        first = deployed.digest();
        deployed.run("deploy/deploy", "prod");
        second = deployed.nextRelease("the second jar");
        deployed.run("deploy/deploy", "prod");
        deployed.calls();
        assertThat(deployed.record("prod"))
                .isEqualTo("{\"attempt\":null,\"releases\":[\"%s\",\"%s\"]}".formatted(second, first));
    }

    @BeforeEach
    void continueFromThere(@TempDir Path directory) throws IOException {
        place = deployed.copyTo(directory);
    }

    @Test
    void itGoesBackToTheAssemblyBeforeTheCurrent() throws IOException {
        Outcome outcome = place.run("deploy/rollback", "prod");

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(place.calls()).anyMatch(call -> call.startsWith("cdk deploy --app " + first + " prod/**"));
        assertThat(place.record("prod")).isEqualTo("{\"attempt\":null,\"releases\":[\"%s\"]}".formatted(first));
    }

    @Test
    void thereIsNothingBeforeTheFirst() throws IOException {
        place.run("deploy/rollback", "prod");

        Outcome outcome = place.run("deploy/rollback", "prod");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains("prod has no previous release, its record in eu-central-1 is {");
    }

    @Test
    void fromADeployThatFailedItGoesToWhatWasDeployedBeforeIt() throws IOException {
        place.nextRelease("the third jar");
        fail("deploy/deploy");

        Outcome outcome = place.run("deploy/rollback", "prod");

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(place.record("prod"))
                .isEqualTo("{\"attempt\":null,\"releases\":[\"%s\",\"%s\"]}".formatted(second, first));
    }

    @Test
    void oneThatFailedIsContinued() throws IOException {
        assertThat(fail("deploy/rollback"))
                .endsWith("is not deployed to prod: a stack failed; fix it and run this again,"
                        + " or go forward with deploy/deploy prod --digest " + second + "\n");
        assertThat(place.record("prod"))
                .isEqualTo("{\"attempt\":\"%s\",\"releases\":[\"%s\",\"%s\"]}".formatted(first, second, first));

        Outcome outcome = place.run("deploy/rollback", "prod");

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(place.record("prod")).isEqualTo("{\"attempt\":null,\"releases\":[\"%s\"]}".formatted(first));
    }

    @Test
    void oneThatFailedAfterAFailedDeploymentIsContinued() throws IOException {
        place.nextRelease("the third jar");
        fail("deploy/deploy");
        assertThat(fail("deploy/rollback"))
                .endsWith("is not deployed to prod: a stack failed; fix it and run this again\n");

        Outcome outcome = place.run("deploy/rollback", "prod");

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(place.record("prod"))
                .isEqualTo("{\"attempt\":null,\"releases\":[\"%s\",\"%s\"]}".formatted(second, first));
    }

    /** Runs a script while a stack of prod fails. Returns its output. */
    private String fail(String script) throws IOException {
        Outcome failed = place.runFailing("prod-Counting", script, "prod");
        assertThat(failed.exit()).as(failed.output()).isEqualTo(1);
        return failed.output();
    }

    /** A record is in the region of its environment, and a machine may have another one by default. */
    @Test
    void theRegionOfTheRecordMustBeGiven() throws IOException {
        place.with("AWS_REGION", "");

        Outcome outcome = place.run("deploy/rollback", "prod");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains("AWS_REGION must be the region of prod, where its record is; set it");
        assertThat(place.calls()).isEmpty();
    }

    @Test
    void aReleaseThatIsNotKeptIsNotDeployed() throws IOException {
        Directories.delete(place.releases().resolve(first));

        Outcome outcome = place.run("deploy/rollback", "prod");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains("release " + first + " is not in ");
        assertThat(place.calls()).noneMatch(call -> call.startsWith("cdk"));
    }

    @Test
    void environmentsHaveRecordsOfTheirOwn() throws IOException {
        Outcome outcome = place.run("deploy/rollback", "prod", "--local");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains("prod has no previous release, its record on this machine is empty");
    }
}
