package io.millrace.assembly.streams.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamHistory;
import io.millrace.assembly.streams.StreamWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Limits of the service that the local Kinesis reaches only after minutes. */
class KinesisLimitsTest {
    private final ScriptedKinesis kinesis = new ScriptedKinesis();

    @Test
    void anIteratorThatHasExpiredIsReplacedByOneAtTheSamePlace() {
        StreamHistory history = KinesisHistory.of(kinesis, "orders", Instant.EPOCH, Instant.ofEpochMilli(10));

        List<String> read = new ArrayList<>();
        for (Optional<IncomingRecord> next = history.next(); next.isPresent(); next = history.next()) {
            read.add(next.get().text());
        }

        assertThat(read).containsExactly("0", "1", "2");
    }

    @Test
    void followingGoesOnAfterAnIteratorHasExpired() {
        KinesisFollower follower = KinesisFollower.from(kinesis, "orders", Instant.EPOCH);

        List<String> read = new ArrayList<>();
        while (read.size() < 3) {
            follower.poll().forEach(record -> read.add(record.text()));
        }

        assertThat(read).containsExactly("0", "1", "2");
        assertThat(follower.poll()).isEmpty();
    }

    /** Two shards have that much; the other two come first in the next poll. */
    @Test
    void aPollOfALargeStreamEndsOnceItHasMuch() {
        KinesisFollower follower = KinesisFollower.fromStart(new LargeKinesis(), "orders");

        assertThat(follower.poll()).extracting(IncomingRecord::shardId).containsExactly("0", "1");
        assertThat(follower.poll()).extracting(IncomingRecord::shardId).containsExactly("2", "3");
    }

    /** More often than a stream that takes nothing is tried. */
    @Test
    void aStreamThatTakesOneRecordAtATimeGetsAllOfThem() {
        StreamWriter writer = new KinesisWriter(kinesis, "orders");
        IntStream.range(0, 12).forEach(n -> writer.add(new OutgoingRecord("key-" + n, "text")));

        writer.flush();

        assertThat(writer.written()).isEqualTo(12);
        assertThat(kinesis.taken)
                .containsExactlyElementsOf(
                        IntStream.range(0, 12).mapToObj("key-%d"::formatted).toList());
    }
}
