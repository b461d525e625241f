package io.millrace.constructs.monitoring;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AlarmThresholdsTest {

    @ParameterizedTest
    @MethodSource("mistakes")
    void aThresholdThatCannotBePassedIsRefused(String message, UnaryOperator<AlarmThresholds> mistake) {
        assertThatThrownBy(() -> mistake.apply(AlarmThresholds.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    static Stream<Arguments> mistakes() {
        String remedy = "; leave the alarm out with without()";
        return Stream.of(
                mistake("CPU must be above 0 and below 100 %, got 100.0" + remedy, t -> t.maxCpuPercent(100)),
                mistake(
                        "heap memory must be above 0 and below 100 %, got 0.0" + remedy,
                        t -> t.maxHeapMemoryPercent(0)),
                mistake(
                        "container memory must be above 0 and below 100 %, got NaN" + remedy,
                        t -> t.maxContainerMemoryPercent(Double.NaN)),
                mistake(
                        "checkpoint duration must be above 0 and below 100 %, got -1.0" + remedy,
                        t -> t.maxCheckpointPercentOfInterval(-1)),
                mistake(
                        "old generation GC must be above 0 and below 100 %, got 101.0" + remedy,
                        t -> t.maxOldGenerationGcPercent(101)),
                mistake("restarts must not be negative, got -1.0" + remedy, t -> t.maxRestarts(-1)),
                mistake("failed checkpoints must not be negative, got -2.0" + remedy, t -> t.maxFailedCheckpoints(-2)),
                mistake("checkpoint size must be positive, got 0.0" + remedy, t -> t.maxCheckpointSizeBytes(0)),
                mistake("threads must be positive, got 0.0" + remedy, t -> t.maxThreads(0)),
                mistake("lag in milliseconds must be positive, got 0.0" + remedy, t -> t.maxLag(Duration.ZERO)),
                mistake(
                        "watermark lag in milliseconds must be positive, got -5.0" + remedy,
                        t -> t.maxWatermarkLag(Duration.ofMillis(-5))),
                mistake("records out per second must be positive, got 0.0" + remedy, t -> t.minRecordsOutPerSecond(0)),
                mistake(
                        "rejected records a minute must not be negative, got -1.0" + remedy,
                        t -> t.maxRejectedPerMinute(-1)),
                mistake(
                        "back pressure must be 1 to 999 ms in a second, got 1000",
                        t -> t.maxBackPressuredMillisPerSecond(1000)));
    }

    private static Arguments mistake(String message, UnaryOperator<AlarmThresholds> mistake) {
        return Arguments.of(message, mistake);
    }
}
