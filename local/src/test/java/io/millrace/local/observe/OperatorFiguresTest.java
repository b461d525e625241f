package io.millrace.local.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.report.operator.OperatorReport;
import io.millrace.local.application.KnownOperator;
import io.millrace.local.flink.JobFigures.Vertex;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperatorFiguresTest {
    private static final String LONG_NAME =
            "Select records for a sequence of bookings, with a name of more than eighty characters";
    private static final Vertex TASK = new Vertex("ab", "Source: clicks -> Clicks' time", "RUNNING", 2, 0, 0, 0, 0);
    private static final Map<String, String> VALUES = Map.of(
            "0.Source__clicks.numRecordsIn",
            "3",
            "1.Source__clicks.numRecordsIn",
            "4",
            "1.Source__clicks.KinesisStreamSource.numRecordsIn",
            "100",
            "0.Source__clicks.numRecordsOut",
            "7",
            "0.Clicks'_time.numRecordsIn",
            "7",
            "0.Clicks'_time.currentOutputWatermark",
            "1795960000123",
            "1.Clicks'_time.currentOutputWatermark",
            "1795960000100",
            "0.draws__Writer.numRecordsSend",
            "5",
            "0.draws__Writer.numRecordsOut",
            "0",
            "0.Select_records_for_a_sequence_of_bookings__with_a_name_of_more_than_eighty_chara.numRecordsIn",
            "9");

    private final Rates rates = new Rates();

    private List<OperatorReport> reports(List<KnownOperator> known, long nowMillis) {
        return new OperatorFigures("lottery", known, rates, nowMillis).of(TASK, VertexMetrics.of(VALUES));
    }

    private static KnownOperator known(String task, String name) {
        return new KnownOperator(task, "id of " + name, Optional.of("uid of " + name), name, Optional.of(12L));
    }

    @Test
    void eachOperatorOfTheTaskHasItsOwnFigures() {
        List<OperatorReport> reports = reports(
                List.of(
                        known("ab", "Source: clicks"),
                        known("ab", "Clicks' time"),
                        known("ab", "draws: Writer"),
                        known("ab", LONG_NAME),
                        known("cd", "of another task")),
                0);

        assertThat(reports)
                .extracting(OperatorReport::name)
                .containsExactly("Source: clicks", "Clicks' time", "draws: Writer", LONG_NAME);
        assertThat(reports.get(0).uid()).contains("uid of Source: clicks");
        assertThat(reports.get(0).recordsIn()).contains(7L);
        assertThat(reports.get(0).recordsOut()).contains(7L);
        assertThat(reports.get(0).watermarkMillis()).isEmpty();
        assertThat(reports.get(1).watermarkMillis()).contains(1_795_960_000_100L);
        assertThat(reports.get(1).stateBytes()).contains(12L);
        assertThat(reports.get(2).recordsOut()).as("of a writer").contains(5L);
        assertThat(reports.get(3).recordsIn()).as("of a name that Flink cuts").contains(9L);
    }

    @Test
    void ratesNeedTwoObservations() {
        List<KnownOperator> known = List.of(known("ab", "Source: clicks"));

        assertThat(reports(known, 0).get(0).recordsInPerSecond()).isEmpty();
        assertThat(reports(known, 10_000).get(0).recordsInPerSecond()).contains(0.0);
    }

    /** As of a job that an earlier release has started. */
    @Test
    void operatorsThatOnlyMetricsKnowHaveNoUid() {
        List<OperatorReport> reports = reports(List.of(), 0);

        assertThat(reports)
                .extracting(OperatorReport::name)
                .contains("Source__clicks", "Clicks'_time", "draws__Writer")
                .doesNotContain("Source__clicks.KinesisStreamSource");
        assertThat(reports)
                .allMatch(
                        report -> report.uid().isEmpty() && report.stateBytes().isEmpty());
    }
}
