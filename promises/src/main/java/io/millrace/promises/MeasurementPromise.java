package io.millrace.promises;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamRecords;
import java.util.ArrayList;
import java.util.List;

/** Measurements of two keys, which two jobs read: a few to aggregate, and many similar ones with an outlier. */
public final class MeasurementPromise {
    /** More than the {@code warm-up} setting of the outliers job. */
    private static final int SIMILAR = 40;

    private final Run run;
    private final StreamRecords rollups;
    private final StreamRecords outliers;
    private final List<StreamRecords> rejected;
    private final long now = System.currentTimeMillis();

    private MeasurementPromise(Run run, Target target) {
        this.run = run;
        this.rollups = target.arriving("Rollups").where(record -> isOf("few", record.json()));
        this.outliers = target.arriving("Outliers").where(record -> isOf("many", record.json()));
        this.rejected = List.of(target.arriving("RollupRejected"), target.arriving("OutliersRejected"));
    }

    private boolean isOf(String key, JsonNode record) {
        return record.path("key").asText().equals(run.key(key));
    }

    /** Puts the records. */
    public static MeasurementPromise feed(Target target, Run run) {
        MeasurementPromise promise = new MeasurementPromise(run, target);
        List<OutgoingRecord> records = new ArrayList<>();
        for (double value : new double[] {1, 4, 2, 3}) {
            records.add(promise.measurement("few", 0, value));
        }
        for (int i = 0; i < SIMILAR; i++) {
            records.add(promise.measurement("many", i, 20 + i % 2));
        }
        records.add(promise.measurement("many", SIMILAR, 1_000));
        records.add(new OutgoingRecord(run.key("bad"), "not JSON " + run.key("bad")));
        target.put("Measurements", records);
        return promise;
    }

    private OutgoingRecord measurement(String key, int millis, double value) {
        return new OutgoingRecord(
                run.key(key),
                "{\"key\":\"%s\",\"value\":%s,\"timestamp\":%d}".formatted(run.key(key), value, now + millis));
    }

    void aMinuteOfAKeyIsOneRecordWithEveryAggregate() {
        assertThat(rollups.await(1).stream()
                        .map(record -> record.json().toString())
                        .distinct())
                .singleElement()
                .asString()
                .contains("\"max\":4,\"min\":1,\"sum\":10,\"count\":4,\"average\":2.5");
    }

    public void theOutlierIsFound() {
        assertThat(outliers.await(1).stream()
                        .map(record -> record.json().get("value").asInt())
                        .distinct())
                .containsExactly(1_000);
    }

    void bothJobsRejectWhatIsNotAMeasurement() {
        rejected.forEach(
                stream -> assertThat(stream.where(record -> record.text().contains(run.key("bad"))).await(1).stream()
                                .map(record -> record.json().get("code").asText()))
                        .containsOnly("NOT_JSON"));
    }
}
