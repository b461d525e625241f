package io.millrace.integration.promises;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.local.junit.StageRecords;
import java.util.ArrayList;
import java.util.List;

/** Measurements of two keys, which both jobs read: a few to be aggregated, and many alike with one that is not. */
final class MeasurementPromise {
    /** More than the outliers' setting {@code warm-up}. */
    private static final int ALIKE = 40;

    private final Run run;
    private final StageRecords rollups;
    private final StageRecords outliers;
    private final List<StageRecords> rejected;
    private final long now = System.currentTimeMillis();

    private MeasurementPromise(Run run, TargetStage stage) {
        this.run = run;
        this.rollups = stage.arriving("Rollups").where(record -> isOf("few", record.json()));
        this.outliers = stage.arriving("Outliers").where(record -> isOf("many", record.json()));
        this.rejected = List.of(stage.arriving("RollupRejected"), stage.arriving("OutliersRejected"));
    }

    private boolean isOf(String key, JsonNode record) {
        return record.path("key").asText().equals(run.key(key));
    }

    static MeasurementPromise feed(TargetStage stage, Run run) {
        MeasurementPromise promise = new MeasurementPromise(run, stage);
        List<OutgoingRecord> records = new ArrayList<>();
        for (double value : new double[] {1, 4, 2, 3}) {
            records.add(promise.measurement("few", 0, value));
        }
        for (int i = 0; i < ALIKE; i++) {
            records.add(promise.measurement("many", i, 20 + i % 2));
        }
        records.add(promise.measurement("many", ALIKE, 1_000));
        records.add(new OutgoingRecord(run.key("bad"), "no JSON " + run.key("bad")));
        stage.put("Measurements", records);
        return promise;
    }

    private OutgoingRecord measurement(String key, int millis, double value) {
        return new OutgoingRecord(
                run.key(key),
                "{\"key\":\"%s\",\"value\":%s,\"timestamp\":%d}".formatted(run.key(key), value, now + millis));
    }

    void aKeysMinuteIsOneRecordWithEveryAggregate() {
        assertThat(rollups.await(1).stream()
                        .map(record -> record.json().toString())
                        .distinct())
                .singleElement()
                .asString()
                .contains("\"max\":4,\"min\":1,\"sum\":10,\"count\":4,\"average\":2.5");
    }

    void theOneThatIsFarFromTheOthersIsFound() {
        assertThat(outliers.await(1).stream()
                        .map(record -> record.json().get("value").asInt())
                        .distinct())
                .containsExactly(1_000);
    }

    void whatIsNoMeasurementIsRejectedByBothJobs() {
        rejected.forEach(
                stream -> assertThat(stream.where(record -> record.text().contains(run.key("bad"))).await(1).stream()
                                .map(record -> record.json().get("code").asText()))
                        .containsOnly("NOT_JSON"));
    }
}
