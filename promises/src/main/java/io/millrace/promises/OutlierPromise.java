package io.millrace.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamRecords;
import java.util.ArrayList;
import java.util.List;

/** Many similar measurements of one key, with an outlier. */
public final class OutlierPromise {
    /** More than the {@code warm-up} setting of the job. */
    private static final int SIMILAR = 40;

    private final StreamRecords outliers;
    private final StreamRecords rejected;

    private OutlierPromise(Run run, Target target) {
        this.outliers = target.arriving("Outliers")
                .where(record -> record.json().path("key").asText().equals(run.key("many")));
        this.rejected = target.arriving("OutliersRejected")
                .where(record -> record.text().contains(run.key("bad-outliers")));
    }

    /** Puts the records. */
    public static OutlierPromise feed(Target target, Run run) {
        OutlierPromise promise = new OutlierPromise(run, target);
        long now = System.currentTimeMillis();
        List<OutgoingRecord> records = new ArrayList<>();
        for (int i = 0; i < SIMILAR; i++) {
            records.add(MeasurementRecord.of(run.key("many"), 20 + i % 2, now + i));
        }
        records.add(MeasurementRecord.of(run.key("many"), 1_000, now + SIMILAR));
        records.add(MeasurementRecord.bad(run.key("bad-outliers")));
        target.put("Measurements", records);
        return promise;
    }

    public void theOutlierIsFound() {
        assertThat(outliers.await(1).stream()
                        .map(record -> record.json().get("value").asInt())
                        .distinct())
                .containsExactly(1_000);
    }

    void whatIsNotAMeasurementIsRejected() {
        assertThat(rejected.await(1).stream()
                        .map(record -> record.json().get("code").asText()))
                .containsOnly("NOT_JSON");
    }
}
