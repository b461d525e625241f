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
    @MethodSource("violations")
    void aThresholdThatCannotBePassedIsRefused(String message, UnaryOperator<AlarmThresholds.Builder> violation) {
        assertThatThrownBy(() -> violation.apply(AlarmThresholds.builder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    static Stream<Arguments> violations() {
        String remedy = "; remove the alarm with without()";
        return Stream.of(
                violation("CPU must be above 0 and below 100 %, got 100.0" + remedy, t -> t.maxCpuPercent(100)),
                violation(
                        "heap memory must be above 0 and below 100 %, got 0.0" + remedy,
                        t -> t.maxHeapMemoryPercent(0)),
                violation(
                        "container memory must be above 0 and below 100 %, got NaN" + remedy,
                        t -> t.maxContainerMemoryPercent(Double.NaN)),
                violation(
                        "checkpoint duration must be above 0 and below 100 %, got -1.0" + remedy,
                        t -> t.maxCheckpointPercentOfInterval(-1)),
                violation(
                        "old generation GC must be above 0 and below 100 %, got 101.0" + remedy,
                        t -> t.maxOldGenerationGcPercent(101)),
                violation("restarts must not be negative, got -1.0" + remedy, t -> t.maxRestarts(-1)),
                violation(
                        "failed checkpoints must not be negative, got -2.0" + remedy, t -> t.maxFailedCheckpoints(-2)),
                violation("checkpoint size must be positive, got 0.0" + remedy, t -> t.maxCheckpointSizeBytes(0)),
                violation("threads must be positive, got 0.0" + remedy, t -> t.maxThreads(0)),
                violation("lag in milliseconds must be positive, got 0.0" + remedy, t -> t.maxLag(Duration.ZERO)),
                violation(
                        "watermark lag in milliseconds must be positive, got -5.0" + remedy,
                        t -> t.maxWatermarkLag(Duration.ofMillis(-5))),
                violation(
                        "records out per second must be positive, got 0.0" + remedy, t -> t.minRecordsOutPerSecond(0)),
                violation(
                        "rejected records per minute must not be negative, got -1.0" + remedy,
                        t -> t.maxRejectedPerMinute(-1)),
                violation("throttled reads must not be negative, got -1.0" + remedy, t -> t.maxThrottledReads(-1)),
                violation("throttled writes must not be negative, got -1.0" + remedy, t -> t.maxThrottledWrites(-1)),
                violation(
                        "failed subscriptions must be at least 0 and below 100 %, got -0.5" + remedy,
                        t -> t.maxFailedSubscriptionsPercent(-0.5)),
                violation(
                        "failed events must be at least 0 and below 100 %, got 100.0" + remedy,
                        t -> t.maxFailedEventsPercent(100)),
                violation(
                        "back pressure must be 1 to 999 ms in a second, got 1000",
                        t -> t.maxBackPressuredMillisPerSecond(1000)));
    }

    private static Arguments violation(String message, UnaryOperator<AlarmThresholds.Builder> violation) {
        return Arguments.of(message, violation);
    }
}
