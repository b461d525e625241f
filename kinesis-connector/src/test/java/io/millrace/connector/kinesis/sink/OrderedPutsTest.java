package io.millrace.connector.kinesis.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.kinesis.KinesisClientOptions.CredentialProvider;
import io.millrace.connector.kinesis.KinesisClientOptions.HttpProtocol;
import io.millrace.connector.kinesis.client.ClientSettings;
import io.millrace.connector.kinesis.client.RetryPauses;
import io.millrace.connector.kinesis.client.StreamArn;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.metrics.SimpleCounter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

class OrderedPutsTest {
    private static final StreamArn STREAM = StreamArn.parse("arn:aws:kinesis:eu-west-1:123456789012:stream/clicks");

    static SinkSettings settings(SinkSettings.FailureMode mode) {
        return new SinkSettings(
                STREAM,
                new ClientSettings(
                        "eu-west-1",
                        null,
                        CredentialProvider.AUTO,
                        false,
                        HttpProtocol.HTTP2,
                        10,
                        Duration.ofSeconds(1),
                        Map.of()),
                7,
                100,
                3,
                100,
                Duration.ofSeconds(1),
                100,
                mode,
                SinkSettings.Order.BY_PARTITION_KEY);
    }

    private static OrderedPuts puts(RecordPutter putter, SinkSettings.FailureMode mode, SimpleCounter errors) {
        return puts(putter, mode, errors, new RetryPauses(Duration.ofMillis(1), Duration.ofMillis(2)));
    }

    private static OrderedPuts puts(
            RecordPutter putter, SinkSettings.FailureMode mode, SimpleCounter errors, RetryPauses pauses) {
        SinkSettings settings = settings(mode);
        return new OrderedPuts(putter, settings, new Refusals(settings, errors, pauses));
    }

    private static PutRecordsRequestEntry record(String key, int number) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(key)
                .data(SdkBytes.fromUtf8String(Integer.toString(number)))
                .build();
    }

    /** What a batch came to. */
    private static final class Result implements ResultHandler<PutRecordsRequestEntry> {
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile @Nullable Exception failure;

        @Override
        public void complete() {
            done.countDown();
        }

        @Override
        public void completeExceptionally(Exception e) {
            failure = e;
            done.countDown();
        }

        @Override
        public void retryForEntries(List<PutRecordsRequestEntry> entries) {
            throw new AssertionError("the order would be lost");
        }
    }

    /** Accepts records at random, also a later one of a request when it refuses an earlier one. */
    private static final class Unreliable implements RecordPutter {
        private final Random random;
        private final List<String> arrived = new ArrayList<>();
        private int refusals = 6;

        Unreliable(Random random) {
            this.random = random;
        }

        @Override
        public synchronized CompletableFuture<List<PutRecordsRequestEntry>> put(List<PutRecordsRequestEntry> records) {
            assertThat(records).hasSizeLessThanOrEqualTo(7);
            assertThat(records.stream()
                            .mapToLong(KinesisSinkWriter::sizeInBytes)
                            .sum())
                    .isLessThanOrEqualTo(100);
            assertThat(new HashSet<>(records.stream()
                            .map(PutRecordsRequestEntry::partitionKey)
                            .toList()))
                    .as("keys of a request")
                    .hasSize(records.size());
            if (refusals > 0 && random.nextInt(4) == 0) {
                refusals--;
                return CompletableFuture.failedFuture(new IOException("connection reset"));
            }
            List<PutRecordsRequestEntry> refused = new ArrayList<>();
            for (PutRecordsRequestEntry record : records) {
                if (refusals > 0 && random.nextInt(4) == 0) {
                    refusals--;
                    refused.add(record);
                } else {
                    arrived.add(record.partitionKey() + record.data().asUtf8String());
                }
            }
            return CompletableFuture.supplyAsync(() -> refused);
        }
    }

    @Property(tries = 100)
    void recordsOfAKeyArriveInOrderWhateverIsRefused(@ForAll Random random) throws Exception {
        Unreliable kinesis = new Unreliable(random);
        SimpleCounter errors = new SimpleCounter();
        OrderedPuts puts = puts(kinesis, SinkSettings.FailureMode.RETRY, errors);
        List<Result> results = new ArrayList<>();
        int next = 0;
        for (int batch = 0; batch < 6; batch++) {
            List<PutRecordsRequestEntry> records = new ArrayList<>();
            for (int i = random.nextInt(10); i >= 0; i--) {
                records.add(record("abc".substring(next % 3, next % 3 + 1), next++));
            }
            Result result = new Result();
            results.add(result);
            puts.submit(records, result);
        }

        for (Result result : results) {
            assertThat(result.done.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(result.failure).isNull();
        }
        assertThat(kinesis.arrived).hasSize(next);
        for (String key : List.of("a", "b", "c")) {
            assertThat(kinesis.arrived.stream()
                            .filter(text -> text.startsWith(key))
                            .map(text -> Integer.parseInt(text.substring(1))))
                    .isSorted();
        }
    }

    /** The records of a busy shard must not make those of the others wait. */
    @Test
    void pausesDoNotGrowWhileSomeOfARequestArrives() {
        RetryPauses pauses = new RetryPauses(Duration.ofHours(1), Duration.ofHours(2));
        OrderedPuts puts = puts(
                records -> CompletableFuture.completedFuture(records.subList(1, records.size())),
                SinkSettings.FailureMode.RETRY,
                new SimpleCounter(),
                pauses);
        for (int i = 0; i < 20; i++) {
            puts.submit(List.of(record("arrives" + i, 1), record("refused" + i, 2)), new Result());

            assertThat(pauses.failures()).isOne();
        }
    }

    @Test
    void pausesGrowWhileNothingArrives() {
        RetryPauses pauses = new RetryPauses(Duration.ofHours(1), Duration.ofHours(2));
        OrderedPuts puts =
                puts(CompletableFuture::completedFuture, SinkSettings.FailureMode.RETRY, new SimpleCounter(), pauses);
        puts.submit(List.of(record("a", 1), record("b", 2)), new Result());
        puts.submit(List.of(record("c", 1), record("d", 2)), new Result());

        assertThat(pauses.failures()).isEqualTo(2);
    }

    @Test
    void aRefusedRecordFailsTheJobIfTheSinkIsToFail() throws Exception {
        SimpleCounter errors = new SimpleCounter();
        OrderedPuts puts = puts(CompletableFuture::completedFuture, SinkSettings.FailureMode.FAIL, errors);
        Result result = new Result();
        puts.submit(List.of(record("a", 1), record("b", 2)), result);

        assertThat(result.done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(result.failure).hasMessage("records must be put to " + STREAM + ", and 2 were refused");
        assertThat(errors.getCount()).isEqualTo(2);
    }

    @Test
    void aFailureThatWillNotPassFailsTheJob() throws Exception {
        OrderedPuts puts = puts(
                records -> CompletableFuture.failedFuture(new IllegalStateException("no such stream")),
                SinkSettings.FailureMode.RETRY,
                new SimpleCounter());
        Result result = new Result();
        puts.submit(List.of(record("a", 1)), result);

        assertThat(result.done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(result.failure).hasCauseInstanceOf(IllegalStateException.class);
    }
}
