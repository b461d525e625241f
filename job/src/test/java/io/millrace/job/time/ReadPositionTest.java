package io.millrace.job.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.record.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ReadPositionTest {
    private static final EventTimeSettings SETTINGS =
            new EventTimeSettings(Duration.ofMillis(20), Duration.ofMillis(300), Duration.ofMillis(5), Duration.ZERO);

    private final ReadPosition position = new ReadPosition();

    private static SourceRecord record(String sequenceNumber, long arrival) {
        return SourceRecord.data("s", "a", sequenceNumber, "key", arrival, new byte[0]);
    }

    private boolean advance(String sequenceNumber, long arrival) {
        return position.advance(record(sequenceNumber, arrival), SETTINGS);
    }

    @Test
    void recordsWithOneSequenceNumberAreCounted() {
        advance("99", 1_000);
        advance("100", 1_000);
        advance("100", 1_000);

        position.startAgain();

        assertThat(List.of(advance("99", 1_000), advance("100", 1_000), advance("100", 1_000), advance("100", 1_000)))
                .containsExactly(false, false, false, true);
        assertThat(position).hasToString("100 (3)");
    }

    @Test
    void nothingIsPassedOverBehindThePosition() {
        advance("7", 1_000);
        position.startAgain();
        assertThat(position).hasToString("7 (1) repeating");

        assertThat(advance("8", 1_001)).isTrue();
        assertThat(advance("8", 1_001)).isTrue();
        assertThat(position).hasToString("8 (2)");
    }

    @Test
    void withoutRecordsTheTimeUntilWhichTheShardWasReadDecides() {
        position.readUntil(1_000);
        position.readUntil(500);
        position.startAgain();

        assertThat(advance("1", 994)).isFalse();
        assertThat(advance("2", SourceRecord.NO_ARRIVAL)).isTrue();
        position.startAgain();
        position.sequenceNumber = null;
        assertThat(advance("3", 995)).isTrue();
    }

    @Test
    void endedShardHasBeenReadUntilItsEnd() {
        assertThat(position.certainlyReadUntil(SETTINGS)).isEqualTo(EventReader.NO_TIME);

        position.end(2_000);

        assertThat(position.certainlyReadUntil(SETTINGS)).isEqualTo(1_995);
        assertThat(position).hasToString("null (0) ended");
    }

    @Test
    void positionIsReadableForAsLongAsAStreamKeepsRecords() {
        long retention = Duration.ofDays(365).toMillis();
        assertThat(position.isReadable(Long.MAX_VALUE)).isTrue();

        position.readUntil(1_000);

        assertThat(position.isReadable(1_000 + retention)).isTrue();
        assertThat(position.isReadable(1_001 + retention)).isFalse();
    }

    @Test
    void positionsAreEqualByAllTheyHold() {
        List<Consumer<ReadPosition>> changes = List.of(
                other -> other.sequenceNumber = "9",
                other -> other.records = 9,
                other -> other.readUntil = 9,
                other -> other.ended = true,
                other -> other.repeating = true,
                other -> other.repeated = 9,
                other -> other.checkpoint = 9);
        List<ReadPosition> others = new ArrayList<>();
        for (Consumer<ReadPosition> change : changes) {
            ReadPosition other = new ReadPosition();
            change.accept(other);
            others.add(other);
        }

        assertThat(position).isEqualTo(new ReadPosition()).hasSameHashCodeAs(new ReadPosition());
        assertThat(others).doesNotContain(position).doesNotHaveDuplicates();
        assertThat(position).isNotEqualTo("null (0)");
        assertThat(position.hashCode()).isNotZero();
    }
}
