package io.millrace.kinesis.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kinesis.TestClock;
import io.millrace.kinesis.log.NewRecord;
import io.millrace.kinesis.log.SequenceNumber;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamStoreTest {
    private final TestClock clock = new TestClock();

    @TempDir
    private Path directory;

    @Test
    void aDirectoryIsOneServersAlone() throws IOException {
        StreamStore first = open();

        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessage(directory + " must be used by one server only, and another one uses it; stop that one");
        first.close();
        open().close();
    }

    @Test
    void allThatIsKnownOfAStreamIsThereAfterReopening() throws IOException {
        StreamState state = new StreamState(
                "orders",
                TestClock.NOON,
                StreamMode.ON_DEMAND,
                48,
                2048,
                Shards.uniform(2, SequenceNumber.tickAt(TestClock.NOON)),
                List.of(new StreamConsumer("reader", TestClock.NOON.plusMillis(7), Map.of("team", "reports"), "{}")),
                Map.of("team", "payments"),
                "alias/key",
                List.of("IncomingBytes"),
                "{}",
                7);
        Shards split;
        try (StreamStore store = open()) {
            store.create(state);
            KinesisStream stream = store.find("orders").orElseThrow();
            stream.change(
                    now -> now.shards(now.shards().split(now.shards().all().get(1), HashKeys.LAST, stream.nextTick())));
            split = stream.state().shards();
        }

        try (StreamStore store = open()) {
            StreamState reopened = store.find("orders").orElseThrow().state();

            assertThat(reopened.shards().all()).isEqualTo(split.all()).hasSize(4);
            assertThat(reopened.shards(state.shards())).isEqualTo(state);
        }
    }

    @Test
    void aStreamThatWasNeverWhollyCreatedIsRemoved() throws IOException {
        Path half = Files.createDirectories(directory.resolve("streams/half"));
        Files.write(half.resolve("shardId-000000000000.log"), new byte[3]);

        try (StreamStore store = open()) {
            assertThat(store.names()).isEmpty();
            assertThat(half).doesNotExist();
            assertThat(store.create(state("half"))).isTrue();
        }
    }

    @Test
    void aStreamThatWasNeverWhollyDeletedIsRemoved() throws IOException {
        Path rest = Files.createDirectories(directory.resolve("deleted/stream1/stream"));
        Files.write(rest.resolve("stream.json"), new byte[3]);

        try (StreamStore store = open()) {
            assertThat(store.names()).isEmpty();
            assertThat(directory.resolve("deleted")).isEmptyDirectory();
        }
    }

    @Test
    void aDeletedStreamLeavesNothingBehind() throws IOException {
        try (StreamStore store = open()) {
            store.create(state("orders"));
            store.delete("orders");

            assertThat(store.find("orders")).isEmpty();
            assertThat(directory.resolve("streams")).isEmptyDirectory();
            assertThat(directory.resolve("deleted")).isEmptyDirectory();
        }
    }

    @Test
    void aStreamWhoseDeletionFailsIsThereAsBefore() throws IOException {
        try (StreamStore store = open()) {
            store.create(state("orders"));
            Path deleted = directory.resolve("deleted");
            Files.delete(deleted);
            Files.createFile(deleted);

            assertThatThrownBy(() -> store.delete("orders")).isInstanceOf(IOException.class);

            assertTakesAndReturnsARecord(store);
        }
    }

    @Test
    void aStreamThatCannotBeMovedAwayIsThereAsBefore() throws IOException {
        try (StreamStore store = open()) {
            store.create(state("orders"));
            Path deleted = directory.resolve("deleted");
            Files.delete(deleted);
            Files.createSymbolicLink(deleted, directory.resolve("streams/orders"));

            assertThatThrownBy(() -> store.delete("orders")).isInstanceOf(IOException.class);

            assertThat(deleted.toRealPath()).isDirectoryNotContaining(Files::isDirectory);
            assertTakesAndReturnsARecord(store);
        }
    }

    @Test
    void aStreamWhoseFilesWereTakenAwayIsServedNoMoreAfterItsDeletionFailed() throws IOException {
        try (StreamStore store = open()) {
            store.create(state("orders"));
            Files.move(directory.resolve("streams/orders"), directory.resolve("orders"));

            assertThatThrownBy(() -> store.delete("orders")).isInstanceOf(IOException.class);

            assertThat(store.names()).isEmpty();
        }
    }

    private static void assertTakesAndReturnsARecord(StreamStore store) throws IOException {
        KinesisStream stream = store.find("orders").orElseThrow();
        assertThat(put(stream)).extracting(KinesisStream.Put::outcome).containsOnly(KinesisStream.Put.Outcome.WRITTEN);
        Shard shard = stream.state().shards().all().get(0);
        assertThat(stream.log(shard).read(0, 10, 10).records()).hasSize(1);
    }

    @Test
    void aDeletedStreamTakesNothingMore() throws IOException {
        try (StreamStore store = open()) {
            store.create(state("orders"));
            KinesisStream deleted = store.find("orders").orElseThrow();
            store.delete("orders");
            store.create(state("orders"));

            assertThatThrownBy(() -> put(deleted)).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(() -> deleted.change(state -> state.retentionHours(48)))
                    .isInstanceOf(ClosedChannelException.class);
            assertThat(store.find("orders").orElseThrow().state().retentionHours())
                    .isEqualTo(24);
        }
    }

    @Test
    void nothingThatThisServerDidNotWriteIsRemoved() throws IOException {
        List<Path> foreign = List.of(
                directory.resolve("streams/photos/holiday.jpg"),
                directory.resolve("streams/note.txt"),
                directory.resolve("deleted/thesis/final.pdf"),
                directory.resolve("deleted/letter.txt"),
                directory.resolve("streams/half/stream.json.new/precious"));
        for (Path file : foreign) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "mine");
        }

        open().close();
        open().close();

        assertThat(foreign).allSatisfy(file -> assertThat(file).hasContent("mine"));
    }

    @Test
    void aStreamThatCannotBeOpenedIsLeftAloneAndTheOthersAreServed() throws IOException {
        try (StreamStore store = open()) {
            store.create(state("damaged"));
            store.create(state("renamed"));
            store.create(state("orders"));
        }
        Path json = directory.resolve("streams/damaged/stream.json");
        Files.write(json, Arrays.copyOf(Files.readAllBytes(json), 100));
        Files.move(directory.resolve("streams/renamed"), directory.resolve("streams/other"));

        try (StreamStore store = open()) {
            assertThat(store.names()).containsExactly("orders");
            assertThat(json).hasSize(100);
            assertThat(store.create(state("damaged"))).isFalse();
        }
    }

    @Test
    void expiredShardsGiveBackTheirDiskAndClosedOnesTheirFiles() throws IOException {
        try (StreamStore store = open()) {
            store.create(state("orders"));
            KinesisStream stream = store.find("orders").orElseThrow();
            put(stream);
            stream.change(now -> now.shards(now.shards().resize(1, stream.nextTick())));
            Path log = directory.resolve("streams/orders/shardId-000000000000.log");

            store.giveBack();
            assertThat(log).exists();
            clock.advance(Duration.ofHours(24).plusSeconds(1));
            store.giveBack();

            assertThat(log).doesNotExist();
            Shard expired = stream.state().shards().all().get(0);
            assertThat(stream.log(expired).read(0, 10, 10).records()).isEmpty();
        }
        try (StreamStore store = open()) {
            Shard expired =
                    store.find("orders").orElseThrow().state().shards().all().get(0);
            assertThat(store.find("orders")
                            .orElseThrow()
                            .log(expired)
                            .read(0, 10, 10)
                            .records())
                    .isEmpty();
        }
    }

    @Test
    void aNameWhoseDirectoryIsTakenIsRefused() throws IOException {
        try (StreamStore store = open()) {
            Files.createDirectory(directory.resolve("streams/orders"));

            assertThat(store.create(state("orders"))).isFalse();
        }
    }

    private StreamStore open() throws IOException {
        return StreamStore.open(directory, clock);
    }

    private static List<KinesisStream.Put> put(KinesisStream stream) throws IOException {
        return stream.put(
                List.of(new NewRecord(BigInteger.ZERO, "k", ByteBuffer.allocate(1))), (shard, record) -> true);
    }

    private static StreamState state(String name) {
        Shards shards = Shards.uniform(2, SequenceNumber.tickAt(TestClock.NOON));
        return StreamState.of(name, TestClock.NOON, StreamMode.PROVISIONED, shards);
    }
}
