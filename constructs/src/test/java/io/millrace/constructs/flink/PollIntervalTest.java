package io.millrace.constructs.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.constructs.testing.SynthesisedStack;
import io.millrace.constructs.testing.TestJar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;

class PollIntervalTest {
    private static final String KEY = "flink.shard.getrecords.intervalmillis";

    @TempDir
    Path folder;

    @Test
    void twoApplicationsShareAStreamThatEachPollsLessOften() throws IOException {
        LotterySpecimen specimen = specimen();
        specimen.define(specimen.application()
                .pollInterval("lottery-events", Duration.ofMillis(500))
                .pollInterval("user-events", Duration.ofSeconds(1)));
        new FlinkApplication(
                specimen.stack,
                "Second",
                specimen.application()
                        .propertyGroup("lottery-events", Map.of(KEY, "500"))
                        .build());

        assertThat(SynthesisedStack.of(specimen.stack).findAll(KEY))
                .extracting(interval -> interval.asText())
                .containsExactlyInAnyOrder("500", "1000", "500");
        Annotations.fromStack(specimen.stack).hasNoWarning("/Stack/LotteryEvents", Match.anyValue());
        Annotations.fromStack(specimen.stack)
                .hasWarning("/Stack/UserEvents", Match.stringLikeRegexp(".*got 6\\.0 from Stack/App, Stack/Second;.*"));
    }

    @Test
    void aShardAnswersNoMoreOftenThanTheConnectorAsks() throws IOException {
        FlinkApplicationProps.Builder application = specimen().application();

        assertThatThrownBy(() -> application.pollInterval("lottery-events", Duration.ofMillis(199)))
                .hasMessage(
                        "pollInterval must be at least 200 ms, got '199 ms'; a shard answers 5 GetRecords a second");
    }

    /** The service's names are unique: an application that outlives its failed creation blocks the next one. */
    @Test
    void aNameThatOutlivesAFailedCreationIsAWarning() throws IOException {
        LotterySpecimen specimen = specimen();
        specimen.define(specimen.application().applicationName("draws").removalPolicy(RemovalPolicy.RETAIN));

        Annotations.fromStack(specimen.stack)
                .hasWarning(
                        "/Stack/App",
                        Match.stringLikeRegexp("^if the deployment that creates the application fails, the application"
                                + " stays.*use RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE.*"));
    }

    private LotterySpecimen specimen() throws IOException {
        return new LotterySpecimen(folder.resolve("assembly"), TestJar.declaringLottery(folder));
    }
}
