package io.millrace.local.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.assembly.streams.StreamException;
import io.millrace.assembly.streams.StreamHistory;
import io.millrace.assembly.streams.StreamWriter;
import io.millrace.local.replay.Replay.End;
import io.millrace.local.replay.Replay.Progress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private final List<String> written = new ArrayList<>();
    private int added;
    private int failsAt = Integer.MAX_VALUE;

    @Test
    void recordsKeepTheirKeysTheirDataAndTheirOrder() throws InterruptedException {
        Replay replay = new Replay(history(0, 40, 90), writer(), Pace.of("max"), progress -> {});

        replay.run();

        assertThat(written).containsExactly("key:0", "key:40", "key:90");
        assertThat(replay.progress())
                .isEqualTo(new Progress(
                        3,
                        5,
                        Optional.of(Instant.ofEpochMilli(0)),
                        Optional.of(Instant.ofEpochMilli(90)),
                        0,
                        End.COMPLETE));
    }

    @Test
    void recordsAreWrittenWhenTheyAreDue() throws InterruptedException {
        long begin = System.nanoTime();

        new Replay(history(0, 1_000), writer(), Pace.of("10"), progress -> {}).run();

        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(100_000_000);
        assertThat(written).hasSize(2);
    }

    /** Without the stop it would wait for a day. */
    @Test
    void aReplayThatIsStoppedHasWrittenWhatWasDue() throws InterruptedException {
        Replay replay = new Replay(history(0, 86_400_000), writer(), Pace.of("1"), progress -> {});
        new Thread(replay::stop).start();

        replay.run();

        assertThat(replay.progress().end()).isEqualTo(End.STOPPED);
        assertThat(replay.progress().records()).isEqualTo(written.size()).isLessThan(2);
    }

    @Test
    void aFailureIsNoEnd() {
        failsAt = 1;
        Replay replay = new Replay(history(0, 1), writer(), Pace.of("max"), progress -> {});

        assertThatThrownBy(replay::run).isInstanceOf(StreamException.class);

        assertThat(replay.progress().end()).isEqualTo(End.NONE);
        assertThat(replay.progress().records()).isZero();
    }

    /** Records with these arrivals, which are their data, too. */
    private static StreamHistory history(long... arrivals) {
        Deque<IncomingRecord> records = new ArrayDeque<>();
        for (long millis : arrivals) {
            records.add(new IncomingRecord("shard", "1", "key", Instant.ofEpochMilli(millis), Long.toString(millis)));
        }
        return new StreamHistory(List.of(() -> Optional.ofNullable(records.poll())));
    }

    private StreamWriter writer() {
        List<String> batch = new ArrayList<>();
        return new StreamWriter() {
            @Override
            public void add(String partitionKey, byte[] data) {
                if (added == failsAt) {
                    throw new StreamException("refused");
                }
                added++;
                batch.add(partitionKey + ":" + new String(data, UTF_8));
            }

            @Override
            public void flush() {
                written.addAll(batch);
                batch.clear();
            }

            @Override
            public long written() {
                return written.size();
            }
        };
    }
}
