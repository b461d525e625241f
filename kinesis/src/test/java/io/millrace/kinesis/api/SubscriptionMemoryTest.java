package io.millrace.kinesis.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kinesis.TestClock;
import io.millrace.kinesis.codec.Codec;
import io.millrace.kinesis.http.MemoryBudget;
import io.millrace.kinesis.http.MemoryBudget.Reservation;
import io.millrace.kinesis.limit.Limits;
import io.millrace.kinesis.store.KinesisStream;
import io.millrace.kinesis.store.StreamConsumer;
import io.millrace.kinesis.store.StreamMode;
import io.millrace.kinesis.store.StreamStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubscriptionMemoryTest {
    private static final Arns EU_WEST_1 = new Arns("eu-west-1");

    private final TestClock clock = new TestClock();
    private final MemoryBudget responses = new MemoryBudget(8 << 20);
    private final List<Reservation> granted = new ArrayList<>();

    @TempDir
    private Path directory;

    /** A client that lets its subscriptions wait would otherwise take the memory of all other responses. */
    @Test
    void anEventThatWaitsForItsClientHoldsNoMoreMemoryThanItsMessageHas() throws IOException {
        try (StreamStore store = StreamStore.open(directory, clock)) {
            StreamLookup lookup = new StreamLookup(store, clock, Duration.ZERO, Limits.off());
            KinesisStream stream = create(lookup);
            StreamConsumer consumer = new StreamConsumer("reader", clock.instant(), Map.of(), null);
            stream.change(state -> state.add(consumer));
            put(lookup);
            Subscription subscription = new Subscription(lookup, stream, consumer, 0, 0, clock::nanoTime, ended -> {});

            SlowClient client = new SlowClient(subscription);
            subscription.run(new EventStreamWriter(client, Codec.JSON), responses);

            assertThat(client.grantedMeanwhile).isOne();
        }
    }

    /** While it is to take the event, another response wants most of the memory. */
    private final class SlowClient extends ByteArrayOutputStream {
        private final Subscription subscription;
        private int messages;
        private int grantedMeanwhile;

        private SlowClient(Subscription subscription) {
            this.subscription = subscription;
        }

        @Override
        public void write(byte[] message) {
            messages++;
            if (messages == 2) { // after the initial response
                responses.reserve(7 << 20, granted::add);
                grantedMeanwhile = granted.size();
                subscription.stop();
            }
        }
    }

    private static KinesisStream create(StreamLookup lookup) throws IOException {
        new StreamOperations(lookup)
                .createStream(
                        new StreamOperations.CreateStream(
                                "orders",
                                1,
                                new StreamOperations.StreamModeDetails(StreamMode.PROVISIONED),
                                null,
                                null,
                                null),
                        EU_WEST_1);
        return lookup.store().find("orders").orElseThrow();
    }

    private static void put(StreamLookup lookup) throws IOException {
        new PutOperations(lookup)
                .putRecords(
                        new PutOperations.PutRecords(
                                "orders",
                                null,
                                List.of(new PutOperations.PutRecordsEntry(ByteBuffer.allocate(1000), "k", null))),
                        EU_WEST_1);
    }
}
