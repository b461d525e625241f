package io.millrace.assembly.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StreamHistoryTest {
    @Test
    void recordsOfAllShardsComeInTheOrderOfTheirArrival() {
        assertThat(read(new StreamHistory(List.of(new Scripted(1, 4, 6), new Scripted(), new Scripted(2, 3, 5)))))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void theShardsThatFollowOneComeAfterIt() {
        Scripted parent = new Scripted(1, 4);
        parent.successors.addAll(List.of(new Scripted(5, 9), new Scripted(6)));

        assertThat(read(new StreamHistory(List.of(parent, new Scripted(2, 7)))))
                .containsExactly(1L, 2L, 4L, 5L, 6L, 7L, 9L);
    }

    private static List<Long> read(StreamHistory history) {
        List<Long> arrivals = new ArrayList<>();
        for (Optional<IncomingRecord> next = history.next(); next.isPresent(); next = history.next()) {
            arrivals.add(next.get().arrival().toEpochMilli());
        }
        return arrivals;
    }

    private static final class Scripted implements ShardHistory {
        private final Deque<Long> arrivals = new ArrayDeque<>();
        private final List<ShardHistory> successors = new ArrayList<>();

        Scripted(long... arrivals) {
            LongStream.of(arrivals).forEach(this.arrivals::add);
        }

        @Override
        public Optional<IncomingRecord> next() {
            return Optional.ofNullable(arrivals.poll())
                    .map(millis -> new IncomingRecord("shard", "1", "key", Instant.ofEpochMilli(millis), "text"));
        }

        @Override
        public List<ShardHistory> successors() {
            return successors;
        }
    }
}
