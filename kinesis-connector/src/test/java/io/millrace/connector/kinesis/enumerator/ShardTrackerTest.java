package io.millrace.connector.kinesis.enumerator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.kinesis.split.FinishedShard;
import io.millrace.connector.kinesis.split.KinesisEnumeratorState;
import io.millrace.connector.kinesis.split.KinesisShardSplit;
import io.millrace.connector.kinesis.split.ListedShard;
import io.millrace.connector.kinesis.split.ListedShard.Status;
import io.millrace.connector.kinesis.split.ShardPosition;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShardTrackerTest {
    private static final String STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks";

    private final ShardTracker tracker = new ShardTracker(KinesisEnumeratorState.empty(STREAM));

    private static ListedShard shard(String id, Status status, String... parents) {
        return new ListedShard(id, Set.of(parents), BigInteger.ZERO, BigInteger.ONE, status);
    }

    private void list(ListedShard... shards) {
        tracker.listed(List.of(shards), ShardPosition.TRIM_HORIZON);
    }

    private List<String> assignAll() {
        List<String> ids =
                tracker.readable().stream().map(KinesisShardSplit::shardId).toList();
        ids.forEach(id -> tracker.assigned(id, 0));
        return ids;
    }

    @Test
    void aShardWaitsForAllItsParents() {
        list(shard("0", Status.CLOSED), shard("1", Status.CLOSED), shard("2", Status.OPEN, "0", "1"));
        assertThat(assignAll()).containsExactly("0", "1");

        tracker.finished(new FinishedShard("0", List.of()), 0);
        assertThat(assignAll()).isEmpty();
        tracker.finished(new FinishedShard("1", List.of()), 0);
        assertThat(assignAll()).containsExactly("2");
    }

    @Test
    void parentsThatHaveExpiredAreNotWaitedFor() {
        list(shard("7", Status.OPEN, "3"));

        assertThat(assignAll()).containsExactly("7");
    }

    @Test
    void atTheTipShardsThatHaveEndedAreNotReadAndLaterOnesAreReadWhole() {
        ShardPosition latest = ShardPosition.latest(Instant.EPOCH);
        tracker.listed(List.of(shard("0", Status.CLOSED), shard("1", Status.OPEN, "0")), latest);
        assertThat(tracker.readable()).singleElement().satisfies(split -> {
            assertThat(split.shardId()).isEqualTo("1");
            assertThat(split.position()).isEqualTo(latest);
        });
        assignAll();
        tracker.finished(new FinishedShard("1", List.of()), 0);

        tracker.listed(
                List.of(shard("0", Status.CLOSED), shard("1", Status.CLOSED, "0"), shard("2", Status.CLOSED, "1")),
                latest);
        assertThat(tracker.readable()).singleElement().satisfies(split -> {
            assertThat(split.shardId()).isEqualTo("2");
            assertThat(split.position()).isEqualTo(ShardPosition.TRIM_HORIZON);
        });
    }

    /** The children of a merge of a shard that is not known yet: it must be listed, and read, first. */
    @Test
    void aChildOfAnUnknownParentIsNotTakenFromAReport() {
        list(shard("0", Status.OPEN), shard("1", Status.OPEN));
        assignAll();

        assertThat(tracker.finished(new FinishedShard("0", List.of(shard("4", Status.OPEN, "0", "3"))), 0))
                .isFalse();
        assertThat(assignAll()).isEmpty();
        list(
                shard("0", Status.CLOSED),
                shard("1", Status.CLOSED),
                shard("2", Status.OPEN, "1"),
                shard("3", Status.CLOSED, "1"),
                shard("4", Status.OPEN, "0", "3"));
        assertThat(assignAll()).isEmpty();
        tracker.finished(new FinishedShard("1", List.of()), 0);
        assertThat(assignAll()).containsExactly("2", "3");
    }

    /** Else the next listing would show it as new, and it would be read again. */
    @Test
    void aShardThatIsYoungerThanAListingIsNotForgotten() {
        list(shard("0", Status.OPEN));
        assignAll();
        tracker.finished(new FinishedShard("0", List.of(shard("1", Status.OPEN, "0"))), 0);
        assignAll();
        tracker.finished(new FinishedShard("1", List.of()), 0);

        list(shard("0", Status.CLOSED)); // began before the split
        list(shard("0", Status.CLOSED), shard("1", Status.CLOSED, "0"));

        assertThat(assignAll()).isEmpty();
    }

    @Test
    void aShardThatHasExpiredIsForgotten() {
        list(shard("0", Status.CLOSED), shard("1", Status.OPEN, "0"));
        assignAll();
        tracker.finished(new FinishedShard("0", List.of()), 0);
        list(shard("0", Status.CLOSED), shard("1", Status.OPEN, "0"));
        assertThat(tracker.state().finished()).containsExactly("0");

        list(shard("1", Status.OPEN, "0"));
        assertThat(tracker.state().finished()).isEmpty();
    }

    /** As after the retention period has been shortened and lengthened again. */
    @Test
    void aShardThatIsListedAgainAfterItHadExpiredIsNotReadAgain() {
        ListedShard[] all = {
            shard("0", Status.CLOSED), shard("1", Status.CLOSED, "0"), shard("2", Status.OPEN, "1"),
        };
        list(all);
        for (String id : List.of("0", "1")) {
            assertThat(assignAll()).containsExactly(id);
            tracker.finished(new FinishedShard(id, List.of()), 0);
        }
        assertThat(assignAll()).containsExactly("2");
        list(shard("2", Status.OPEN, "1"));
        assertThat(tracker.state().finished()).isEmpty();

        list(all);

        assertThat(assignAll()).isEmpty();
        assertThat(tracker.state().finished()).containsExactlyInAnyOrder("0", "1");
    }

    @Test
    void aRestoredTrackerForgetsWhatHasExpiredMeanwhile() {
        ShardTracker restored =
                new ShardTracker(new KinesisEnumeratorState(STREAM, true, List.of(), Set.of("1"), Set.of("0")));
        restored.listed(List.of(shard("1", Status.OPEN, "0")), ShardPosition.TRIM_HORIZON);

        assertThat(restored.state().finished()).isEmpty();
        assertThat(restored.readable()).isEmpty();
    }

    @Test
    void childrenGoToTheReaderOfTheirParentAndOthersToTheLeastLoaded() {
        list(shard("0", Status.OPEN), shard("1", Status.OPEN));
        tracker.assigned("0", 2);
        tracker.finished(new FinishedShard("0", List.of(shard("2", Status.OPEN, "0"))), 2);
        tracker.assigned("1", 1);

        assertThat(tracker.readerOfParent(tracker.readable().get(0))).hasValue(2);
        assertThat(tracker.load(1)).isEqualTo(1);
        assertThat(tracker.load(2)).isZero();
    }
}
