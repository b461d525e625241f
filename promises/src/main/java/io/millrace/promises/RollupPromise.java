package io.millrace.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.streams.StreamRecords;
import java.util.List;

/** A few measurements of one key and minute. */
final class RollupPromise {
    private final StreamRecords rollups;
    private final StreamRecords rejected;

    private RollupPromise(Run run, Target target) {
        this.rollups = target.arriving("Rollups")
                .where(record -> record.json().path("key").asText().equals(run.key("few")));
        this.rejected =
                target.arriving("RollupRejected").where(record -> record.text().contains(run.key("bad-rollup")));
    }

    static RollupPromise feed(Target target, Run run) {
        RollupPromise promise = new RollupPromise(run, target);
        long now = System.currentTimeMillis();
        target.put(
                "Measurements",
                List.of(
                        MeasurementRecord.of(run.key("few"), 1, now),
                        MeasurementRecord.of(run.key("few"), 4, now),
                        MeasurementRecord.of(run.key("few"), 2, now),
                        MeasurementRecord.of(run.key("few"), 3, now),
                        MeasurementRecord.bad(run.key("bad-rollup"))));
        return promise;
    }

    void aMinuteOfAKeyIsOneRecordWithEveryAggregate() {
        assertThat(rollups.await(1).stream()
                        .map(record -> record.json().toString())
                        .distinct())
                .singleElement()
                .asString()
                .contains("\"max\":4,\"min\":1,\"sum\":10,\"count\":4,\"average\":2.5");
    }

    void whatIsNotAMeasurementIsRejected() {
        assertThat(rejected.await(1).stream()
                        .map(record -> record.json().get("code").asText()))
                .containsOnly("NOT_JSON");
    }
}
