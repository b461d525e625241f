package io.millrace.constructs.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.millrace.constructs.testing.TestJar;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.services.kms.Alias;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;

class FlinkApplicationViolationsTest {
    @TempDir
    Path folder;

    private LotterySpecimen specimen;

    @BeforeEach
    void newSpecimen() throws IOException {
        specimen = new LotterySpecimen(folder.resolve("assembly"), TestJar.declaringLottery(folder));
    }

    @Test
    void theKeyOfTheStateIsNoAlias() {
        Key key = new Key(specimen.stack, "StateKey");
        String refused = "encryptionKey must be a key, got the alias 'Stack/%s', whose ARN permits nothing in a policy;"
                + " give the key that it stands for";
        List<IKey> aliases = List.of(
                Alias.Builder.create(specimen.stack, "Own")
                        .aliasName("alias/own")
                        .targetKey(key)
                        .build(),
                Alias.fromAliasName(specimen.stack, "Named", "alias/named"),
                Key.fromKeyArn(specimen.stack, "Arn", "arn:aws:kms:eu-west-1:111122223333:alias/arn"));
        for (IKey alias : aliases) {
            FlinkApplication application = new FlinkApplication(
                    specimen.stack,
                    "App" + alias.getNode().getId(),
                    specimen.application().encryptionKey(alias).build());
            assertThat(application.getNode().validate())
                    .contains(refused.formatted(alias.getNode().getId()));
        }
    }

    @Test
    void anApplicationThatBindsAllItsJobNeedsIsSynthesised() {
        specimen.define(specimen.application());

        assertThatCode(() -> specimen.app.synth()).doesNotThrowAnyException();
    }

    @Test
    void anUnknownJobIsRefusedWithTheNearestOne() {
        specimen.define(specimen.unbound().job("lotery"));

        assertThat(specimen.violations())
                .containsExactly("unknown job 'lotery'; did you mean 'lottery'? (the jar's jobs: lottery)");
    }

    @Test
    void aMissingJobIsRefused() {
        specimen.define(specimen.unbound());

        assertThat(specimen.violations())
                .containsExactly("property group 'Job' is missing; its key 'name' names the job to run (the jar's jobs:"
                        + " lottery)");
    }

    @Test
    void anUnboundInputAndAnUnboundOutputAreRefused() {
        specimen.define(specimen.unbound()
                .job("lottery")
                .input("lottery-events", specimen.lotteryEvents)
                .output("draws", specimen.draws)
                .setting("draw.window", Duration.ofSeconds(10)));

        assertThat(specimen.violations())
                .containsExactly(
                        "input 'user-events' is not bound to a stream (the user-events)",
                        "output 'rejected' is not bound to a stream (the rejected)");
    }

    @Test
    void anUnknownPortIsRefusedWithTheNearestOne() {
        specimen.define(specimen.application().output("draw", specimen.draws));

        assertThat(specimen.violations())
                .containsExactly("'draw' is not an input or output of job 'lottery'; did you mean 'draws'? (inputs:"
                        + " lottery-events, user-events; outputs: draws, rejected)");
    }

    @Test
    void anUnknownSettingIsRefusedWithTheNearestOne() {
        specimen.define(specimen.application().setting("draw.titel", "x"));

        assertThat(specimen.violations())
                .containsExactly("property group 'Job': unknown setting 'draw.titel'; did you mean 'draw.title'?");
    }

    @Test
    void aMissingSettingIsRefused() {
        specimen.define(specimen.unbound()
                .job("lottery")
                .input("lottery-events", specimen.lotteryEvents)
                .input("user-events", specimen.userEvents)
                .output("draws", specimen.draws)
                .output("rejected", specimen.rejected));

        assertThat(specimen.violations())
                .containsExactly("property group 'Job': draw.window is required (the draw.window)");
    }

    @Test
    void aMistypedSettingIsRefusedWithItsValue() {
        specimen.define(specimen.unbound()
                .job("lottery")
                .input("lottery-events", specimen.lotteryEvents)
                .input("user-events", specimen.userEvents)
                .output("draws", specimen.draws)
                .output("rejected", specimen.rejected)
                .setting("draw.window", "soon"));

        assertThat(specimen.violations())
                .containsExactly("property group 'Job': draw.window must be a duration such as '10 s', '500 ms' or"
                        + " '1 min' (ISO 8601 is not taken), got 'soon'");
    }

    @Test
    void aKeyGivenTwiceIsRefused() {
        specimen.define(specimen.application()
                .setting("draw.window", Duration.ofSeconds(20))
                .input("user-events", specimen.lotteryEvents));

        assertThat(specimen.violations())
                .containsExactly(
                        "property group 'Job': 'draw.window' must be given once, got it twice; drop one",
                        "property group 'user-events': 'connector' must be given once, got it twice; drop one",
                        "property group 'user-events': 'stream.name' must be given once, got it twice; drop one",
                        "property group 'user-events': 'aws.region' must be given once, got it twice; drop one",
                        "property group 'user-events': 'flink.stream.initpos' must be given once, got it twice; drop"
                                + " one");
    }

    @Test
    void violationsOfTheServiceAndOfTheJarComeInOneError() {
        specimen.define(specimen.application()
                .applicationName("lot tery")
                .description("x".repeat(1025))
                .capacity(Capacity.builder(0).parallelismPerKpu(9).build())
                .checkpointing(Checkpointing.every(Duration.ofMillis(999), Duration.ofMillis(-1)))
                .setting("draw.title", "")
                .propertyGroup("draws ", Map.of()));

        assertThat(specimen.violations())
                .containsExactly(
                        "application name must be 1 to 128 letters, digits, '_', '.' or '-', got 'lot tery'",
                        "description must have at most 1024 characters, got 1025; shorten it",
                        "parallelism must be 1 to 256, got 0",
                        "parallelism per KPU must be 1 to 8, got 9",
                        "checkpoint interval must be at least 1 second, got 'PT0.999S'",
                        "pause between checkpoints must not be negative, got 'PT-0.001S'",
                        "property group 'Job': the value of 'draw.title' must have 1 to 2048 characters, got 0; leave"
                                + " the key out",
                        "property group id must be 1 to 50 letters, digits, '_', '.' or '-', got 'draws '",
                        "property group 'draws ' must have 1 to 50 keys, got 0; leave it out",
                        "property group 'Job': draw.title must be a string that is not blank, got ''",
                        "'draws ' is not an input or output of job 'lottery'; did you mean 'draws'? (inputs:"
                                + " lottery-events, user-events; outputs: draws, rejected)");
    }

    @Test
    void aJarLargerThanTheServiceTakesIsRefused() throws IOException {
        specimen.define(specimen.application());
        try (RandomAccessFile jar =
                new RandomAccessFile(folder.resolve("declaring.jar").toFile(), "rw")) {
            jar.setLength(536_870_913);
        }

        assertThat(specimen.violations())
                .containsExactly(
                        "the jar or zip must have at most 536870912 bytes (512 MB), got 536870913; leave out what"
                                + " the runtime provides, such as Flink's own classes");
    }

    @Test
    void aJarThatDeclaresNothingMayHaveAnyGroup() throws IOException {
        LotterySpecimen undeclared =
                new LotterySpecimen(folder.resolve("undeclared"), TestJar.declaringNothing(folder));
        undeclared.define(undeclared.unbound().propertyGroup("Whatever", Map.of("it", "takes")));

        assertThatCode(() -> undeclared.app.synth()).doesNotThrowAnyException();
    }
}
