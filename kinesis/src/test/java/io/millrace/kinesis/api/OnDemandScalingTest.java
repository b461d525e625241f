package io.millrace.kinesis.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kinesis.TestClock;
import io.millrace.kinesis.limit.Limits;
import io.millrace.kinesis.store.Shard;
import io.millrace.kinesis.store.StreamMode;
import io.millrace.kinesis.store.StreamState;
import io.millrace.kinesis.store.StreamStatus;
import io.millrace.kinesis.store.StreamStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream on demand, with producers that fill a part of what each of its shards admits. */
class OnDemandScalingTest {
    private static final Arns EU_WEST_1 = new Arns("eu-west-1");
    private static final Duration TRANSITION = Duration.ofSeconds(1);

    private final TestClock clock = new TestClock();

    @TempDir
    private Path directory;

    private StreamStore store;
    private StreamLookup lookup;
    private OnDemandScaling scaling;

    @BeforeEach
    void start() throws IOException {
        store = StreamStore.open(directory, clock);
        lookup = new StreamLookup(store, clock, TRANSITION, Limits.on(clock));
        scaling = new OnDemandScaling(lookup);
    }

    @AfterEach
    void stop() throws IOException {
        store.close();
    }

    @Test
    void moreThanHalfOfWhatItAdmitsDoublesItsShards() throws IOException {
        create("orders", StreamMode.ON_DEMAND, null);

        put("orders", 500, 1);
        scaling.run();
        assertThat(open("orders")).hasSize(4);

        put("orders", 510, 1);
        scaling.run();
        assertThat(open("orders")).hasSize(8);

        put("orders", 1, 600 << 10);
        scaling.run();
        assertThat(open("orders")).hasSize(16);
        scaling.run();
        assertThat(open("orders")).hasSize(16);
    }

    @Test
    void whatIsRefusedCountsAsWell() throws IOException {
        create("orders", StreamMode.ON_DEMAND, null);
        for (int second = 0; second < 2; second++) {
            clock.advance(Duration.ofSeconds(1));
            putTo("orders", open("orders").get(0), 300, 12 << 10);
        }

        scaling.run();

        assertThat(open("orders"))
                .as("one shard, however busy, is a quarter of the stream")
                .hasSize(4);
        put("orders", 3, 1 << 20);
        scaling.run();
        assertThat(open("orders")).hasSize(8);
    }

    @Test
    void onlyAStreamOnDemandThatIsActiveIsScaled() throws IOException {
        create("provisioned", StreamMode.PROVISIONED, 4);
        put("provisioned", 600, 1);
        scaling.run();
        assertThat(open("provisioned")).hasSize(4);

        create("orders", StreamMode.ON_DEMAND, null);
        put("orders", 600, 1);
        store.find("orders").orElseThrow().show(StreamStatus.UPDATING, TRANSITION);
        scaling.run();
        assertThat(open("orders")).hasSize(4);
        clock.advance(TRANSITION);
        put("orders", 600, 1);
        scaling.run();
        assertThat(open("orders")).hasSize(8);
    }

    @Test
    void theLimitOfProvisionedShardsIsNotOneOfItsOwn() throws IOException {
        create("large", StreamMode.PROVISIONED, 1000);
        create("orders", StreamMode.ON_DEMAND, null);
        put("orders", 600, 1);

        scaling.run();

        assertThat(open("orders")).hasSize(8);
        create("small", StreamMode.ON_DEMAND, null);
    }

    private void create(String name, StreamMode mode, @Nullable Integer shards) throws IOException {
        new StreamOperations(lookup)
                .createStream(
                        new StreamOperations.CreateStream(
                                name, shards, new StreamOperations.StreamModeDetails(mode), null, null, null),
                        EU_WEST_1);
        clock.advance(TRANSITION);
    }

    private List<Shard> open(String name) {
        StreamState state = store.find(name).orElseThrow().state();
        return List.copyOf(state.shards().open());
    }

    /** Puts as many records to each shard, in a second of their own. */
    private void put(String name, int records, int bytes) throws IOException {
        clock.advance(Duration.ofSeconds(10));
        for (Shard shard : open(name)) {
            putTo(name, shard, records, bytes);
        }
    }

    private void putTo(String name, Shard shard, int records, int bytes) throws IOException {
        List<PutOperations.PutRecordsEntry> entries = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            entries.add(new PutOperations.PutRecordsEntry(
                    ByteBuffer.allocate(bytes - 1), "k", shard.firstKey().toString()));
        }
        new PutOperations(lookup).putRecords(new PutOperations.PutRecords(name, null, entries), EU_WEST_1);
    }
}
