package io.millrace.constructs.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.constructs.testing.SynthesisedStack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the synthesised state machine: between 2 and 12, and at least 8 in the night from Sunday to Monday. */
class ScalingBehaviourTest {
    private static final Instant MONDAY_NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant LONG_AGO = Instant.parse("2026-11-01T00:00:00Z");

    private static SynthesisedStack template;
    private static SynthesisedStack clockOnly;

    @BeforeAll
    static void synthesise(@TempDir Path folder, @TempDir Path other) throws IOException {
        template = synthesise(folder, List.of(ScaledLottery.LAG, ScaledLottery.TRAFFIC));
        clockOnly = synthesise(other, List.of());
    }

    @Test
    void anyHighMetricDoublesTheParallelism() {
        Map<String, Object> calls = machine(4, Set.of("LagHigh")).run();

        assertThat(calls.get("updateApplication"))
                .isEqualTo(Map.of(
                        "ApplicationName",
                        template.idOf("AWS::KinesisAnalyticsV2::Application", "App"),
                        "CurrentApplicationVersionId",
                        7,
                        "ApplicationConfigurationUpdate",
                        Map.of(
                                "FlinkApplicationConfigurationUpdate",
                                Map.of(
                                        "ParallelismConfigurationUpdate",
                                        Map.of(
                                                "ConfigurationTypeUpdate",
                                                "CUSTOM",
                                                "ParallelismUpdate",
                                                8,
                                                "AutoScalingEnabledUpdate",
                                                false)))));
        assertThat(calls.get("putParameter"))
                .isEqualTo(Map.of("Name", "/lottery/parallelism", "Value", "8", "Overwrite", true));
    }

    @Test
    void aHighMetricOutweighsALowOne() {
        assertThat(decision(machine(4, Set.of("TrafficHigh", "LagLow")))).isEqualTo(8);
    }

    @Test
    void theMaximumIsNotExceeded() {
        assertThat(decision(machine(8, Set.of("LagHigh")))).isEqualTo(12);
        assertThat(machine(12, Set.of("LagHigh")).run()).doesNotContainKey("updateApplication");
    }

    @Test
    void allLowMetricsHalveTheParallelismRoundedUp() {
        assertThat(decision(machine(8, Set.of("LagLow", "TrafficLow")))).isEqualTo(4);
        assertThat(decision(machine(5, Set.of("LagLow", "TrafficLow")))).isEqualTo(3);
    }

    @Test
    void oneLowMetricOfTwoChangesNothing() {
        assertThat(machine(8, Set.of("LagLow")).run()).doesNotContainKeys("updateApplication", "putParameter");
    }

    @Test
    void theMinimumIsKept() {
        assertThat(decision(machine(3, Set.of("LagLow", "TrafficLow")))).isEqualTo(2);
        assertThat(machine(2, Set.of("LagLow", "TrafficLow")).run()).doesNotContainKey("updateApplication");
    }

    @Test
    void aParallelismOutsideItsBoundsIsBroughtBack() {
        assertThat(decision(machine(1, Set.of()))).isEqualTo(2);
        assertThat(decision(machine(20, Set.of()))).isEqualTo(12);
    }

    @Test
    void betweenTheThresholdsNothingChanges() {
        assertThat(machine(4, Set.of()).run())
                .containsOnlyKeys("describeApplication", "describeAlarms", "getParameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"READY", "STARTING", "UPDATING", "STOPPING", "ROLLING_BACK", "MAINTENANCE", "AUTOSCALING"})
    void anApplicationThatDoesNotRunIsLeftAlone(String status) {
        assertThat(machine(4, Set.of("LagHigh"))
                        .application(status, 4, LONG_AGO)
                        .written(3)
                        .run())
                .doesNotContainKeys("updateApplication", "putParameter");
    }

    @Test
    void nothingIsDecidedForAWhileAfterAnUpdate() {
        Instant justUnder = MONDAY_NOON.minus(Duration.ofMinutes(15)).plusSeconds(1);
        Instant enough = MONDAY_NOON.minus(Duration.ofMinutes(15));

        assertThat(machine(4, Set.of("LagHigh"))
                        .application("RUNNING", 4, justUnder)
                        .run())
                .doesNotContainKey("updateApplication");
        assertThat(decision(machine(4, Set.of("LagHigh")).application("RUNNING", 4, enough)))
                .isEqualTo(8);
    }

    @Test
    void whatReallyRunsIsWrittenDown() {
        Map<String, Object> calls = machine(6, Set.of()).written(12).run();

        assertThat(calls).doesNotContainKey("updateApplication");
        assertThat(calls.get("putParameter"))
                .isEqualTo(Map.of("Name", "/lottery/parallelism", "Value", "6", "Overwrite", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"KinesisAnalyticsV2.ConcurrentModificationException", "KinesisAnalyticsV2.ResourceInUseException"
            })
    void aFasterDeploymentWins(String error) {
        assertThat(machine(4, Set.of("LagHigh"))
                        .failing("updateApplication", error)
                        .run())
                .doesNotContainKey("putParameter");
    }

    @Test
    void anyOtherRefusalFailsTheExecutionAndWritesNothing() {
        ScalingMachine machine = machine(4, Set.of("LagHigh"))
                .failing("updateApplication", "KinesisAnalyticsV2.InvalidArgumentException");

        assertThatThrownBy(machine::run).hasMessageContaining("InvalidArgumentException");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T21:59:00Z, 2", // Sunday, before
        "2026-11-22T22:00:00Z, 8",
        "2026-11-22T23:59:59Z, 8",
        "2026-11-23T00:00:00Z, 8", // Monday, the same night
        "2026-11-23T05:59:59Z, 8",
        "2026-11-23T06:00:00Z, 2",
        "2026-11-23T22:00:00Z, 2", // Monday, another night
        "2026-11-24T00:00:00Z, 2",
        "2026-11-28T23:00:00Z, 2", // Saturday
    })
    void aWindowMayCrossMidnightAndTheWeek(Instant time, int parallelism) {
        ScalingMachine machine = machineOf(clockOnly, parallelism == 2 ? 8 : 2).at(time);

        assertThat(decision(machine)).isEqualTo(parallelism);
    }

    @Test
    void metricsDoNotScaleBelowAWindow() {
        assertThat(machine(8, Set.of("LagLow", "TrafficLow"))
                        .at(Instant.parse("2026-11-22T23:00:00Z"))
                        .run())
                .doesNotContainKey("updateApplication");
    }

    private static int decision(ScalingMachine machine) {
        Map<String, Object> calls = machine.run();
        assertThat(calls).containsKey("updateApplication");
        return Integer.parseInt(
                ((Map<?, ?>) calls.get("putParameter")).get("Value").toString());
    }

    private static ScalingMachine machine(int parallelism, Set<String> inAlarm) {
        Map<String, String> states = new HashMap<>();
        template.all("AWS::CloudWatch::Alarm").keySet().forEach(id -> {
            boolean alarms = inAlarm.stream().anyMatch(alarm -> id.startsWith("Scaling" + alarm));
            states.put(id, alarms ? "ALARM" : id.contains("High") ? "INSUFFICIENT_DATA" : "OK");
        });
        assertThat(states).hasSize(4);
        assertThat(states.values()).filteredOn("ALARM"::equals).hasSize(inAlarm.size());
        return machineOf(template, parallelism).alarms(states);
    }

    private static ScalingMachine machineOf(SynthesisedStack stack, int parallelism) {
        try {
            return new ScalingMachine(stack)
                    .at(MONDAY_NOON)
                    .application("RUNNING", parallelism, LONG_AGO)
                    .written(parallelism);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static SynthesisedStack synthesise(Path folder, List<ScalingMetric> metrics) throws IOException {
        ScaledLottery lottery = new ScaledLottery(folder);
        ApplicationScalingProps.Builder props = ApplicationScalingProps.builder(
                        lottery.application(), lottery.desired, 2, 12)
                .during(new ScalingWindow(Set.of(DayOfWeek.SUNDAY), LocalTime.of(22, 0), LocalTime.of(6, 0), 8));
        for (ScalingMetric metric : metrics) {
            props.on(metric);
        }
        new ApplicationScaling(lottery.stack, "Scaling", props.build());
        return SynthesisedStack.of(lottery.stack);
    }
}
