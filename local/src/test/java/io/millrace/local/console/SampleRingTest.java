package io.millrace.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.report.EdgeReport;
import io.millrace.console.report.EdgeReport.Direction;
import io.millrace.console.report.SamplesReport;
import io.millrace.console.report.StageStatusReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleRingTest {
    private static final long NOON = 1_795_953_600_000L;

    private final SampleRing ring = new SampleRing();

    @Test
    void thereIsASampleEachInterval() {
        for (int second = 0; second <= 40; second += 2) {
            ring.add(stage(NOON + second * 1000L, second));
        }

        SamplesReport report = ring.report();
        assertThat(report.atMillis()).containsExactly(NOON, NOON + 10_000, NOON + 20_000, NOON + 30_000, NOON + 40_000);
        assertThat(report.series()).containsEntry("rate/app/clicks", List.of(0.0, 10.0, 20.0, 30.0, 40.0));
    }

    @Test
    void theLastHourIsKept() {
        for (int sample = 0; sample < SampleRing.SAMPLES + 5; sample++) {
            ring.add(stage(NOON + sample * 10_000L, sample));
        }

        SamplesReport report = ring.report();
        assertThat(report.atMillis()).hasSize(SampleRing.SAMPLES).startsWith(NOON + 50_000);
        assertThat(report.series().get("rate/app/clicks"))
                .hasSize(SampleRing.SAMPLES)
                .startsWith(5.0);
    }

    @Test
    void aSeriesThatBeginsLaterHasNoValueBefore() {
        ring.add(new StageStatusReport(
                NOON, "dev", "STARTING", 1, "us-east-1", Map.of(), List.of(), List.of(), List.of(), List.of()));
        ring.add(stage(NOON + 10_000, 7));

        assertThat(ring.report().series().get("rate/app/clicks")).containsExactly(null, 7.0);
    }

    @Test
    void eachFigureOfManyStreamsHasASeries() {
        List<EdgeReport> edges = IntStream.range(0, 100)
                .mapToObj(number -> edge("stream-" + number, 1))
                .toList();
        ring.add(new StageStatusReport(
                NOON, "dev", "RUNNING", 1, "us-east-1", Map.of(), List.of(), List.of(), edges, List.of()));

        assertThat(ring.report().series().keySet())
                .containsAll(
                        edges.stream().map(edge -> "rate/app/" + edge.group()).toList());
    }

    private static StageStatusReport stage(long atMillis, double rate) {
        return new StageStatusReport(
                atMillis,
                "dev",
                "RUNNING",
                1,
                "us-east-1",
                Map.of(),
                List.of(),
                List.of(),
                List.of(edge("clicks", rate)),
                List.of());
    }

    @Test
    void eventTimeBehindTheClockIsADelayOfAnInputAndTheLatencyOfAnOutput() {
        List<EdgeReport> edges = List.of(
                edge("clicks", Direction.IN, 1, Optional.of(400L)), edge("draws", Direction.OUT, 1, Optional.of(600L)));
        ring.add(new StageStatusReport(
                NOON, "dev", "RUNNING", 1, "us-east-1", Map.of(), List.of(), List.of(), edges, List.of()));

        assertThat(ring.report().series())
                .containsEntry("delay/app/clicks", List.of(400.0))
                .containsEntry("latency/app/draws", List.of(600.0));
    }

    private static EdgeReport edge(String group, double rate) {
        return edge(group, Direction.IN, rate, Optional.empty());
    }

    private static EdgeReport edge(String group, Direction direction, double rate, Optional<Long> behindMillis) {
        return new EdgeReport(
                "app",
                "shop-" + group,
                group,
                direction,
                Optional.empty(),
                Optional.empty(),
                Optional.of(rate),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                behindMillis);
    }
}
