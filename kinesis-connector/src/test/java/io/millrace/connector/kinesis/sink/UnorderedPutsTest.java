package io.millrace.connector.kinesis.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.kinesis.client.RetryPauses;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

class UnorderedPutsTest {
    private static final PutRecordsRequestEntry FIRST = record("a");
    private static final PutRecordsRequestEntry SECOND = record("b");

    private final Deque<CompletableFuture<List<PutRecordsRequestEntry>>> answers = new ArrayDeque<>();
    private final SimpleCounter errors = new SimpleCounter();
    private final Result result = new Result();
    private final RetryPauses pauses = new RetryPauses(Duration.ofMillis(1), Duration.ofMillis(2));

    /** What a batch came to: a failure, or the records that are to be put again. */
    private static final class Result implements ResultHandler<PutRecordsRequestEntry> {
        private final CompletableFuture<List<PutRecordsRequestEntry>> again = new CompletableFuture<>();

        @Override
        public void complete() {
            again.complete(List.of());
        }

        @Override
        public void completeExceptionally(Exception e) {
            again.completeExceptionally(e);
        }

        @Override
        public void retryForEntries(List<PutRecordsRequestEntry> entries) {
            again.complete(entries);
        }
    }

    private static PutRecordsRequestEntry record(String key) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(key)
                .data(SdkBytes.fromUtf8String("data"))
                .build();
    }

    private List<PutRecordsRequestEntry> submit(SinkSettings.FailureMode mode) throws Exception {
        puts(mode).submit(List.of(FIRST, SECOND), result);
        return result.again.get(60, TimeUnit.SECONDS);
    }

    private UnorderedPuts puts(SinkSettings.FailureMode mode) {
        return new UnorderedPuts(
                records -> answers.remove(), new Refusals(OrderedPutsTest.settings(mode), errors, pauses));
    }

    @Test
    void onlyRefusedRecordsArePutAgain() throws Exception {
        answers.add(CompletableFuture.completedFuture(List.of(SECOND)));

        assertThat(submit(SinkSettings.FailureMode.RETRY)).containsExactly(SECOND);
        assertThat(errors.getCount()).isEqualTo(1);
    }

    @Test
    void acceptedRecordsAreNot() throws Exception {
        answers.add(CompletableFuture.completedFuture(List.of()));

        assertThat(submit(SinkSettings.FailureMode.RETRY)).isEmpty();
        assertThat(errors.getCount()).isZero();
    }

    /** The records of a busy shard are in many requests at once; those of the others must not wait for it. */
    @Test
    void pausesDoNotGrowWhileSomeOfARequestArrives() {
        UnorderedPuts puts = puts(SinkSettings.FailureMode.RETRY);
        for (int i = 0; i < 20; i++) {
            answers.add(CompletableFuture.completedFuture(List.of(SECOND)));

            puts.submit(List.of(FIRST, SECOND), result);

            assertThat(pauses.failures()).isOne();
        }
    }

    @Test
    void pausesGrowWhileNothingArrives() {
        UnorderedPuts puts = puts(SinkSettings.FailureMode.RETRY);
        answers.add(CompletableFuture.completedFuture(List.of(FIRST, SECOND)));
        answers.add(CompletableFuture.failedFuture(new IOException("reset")));

        puts.submit(List.of(FIRST, SECOND), result);
        puts.submit(List.of(FIRST, SECOND), result);

        assertThat(pauses.failures()).isEqualTo(2);
    }

    @Test
    void aRequestThatFailedOnItsWayIsMadeAgain() throws Exception {
        answers.add(CompletableFuture.failedFuture(new IOException("reset")));

        assertThat(submit(SinkSettings.FailureMode.RETRY)).containsExactly(FIRST, SECOND);
        assertThat(errors.getCount()).isEqualTo(2);
    }

    @Test
    void aRefusedRecordFailsTheJobIfTheSinkIsToFail() {
        answers.add(CompletableFuture.completedFuture(List.of(SECOND)));

        assertThatThrownBy(() -> submit(SinkSettings.FailureMode.FAIL))
                .hasRootCauseInstanceOf(IOException.class)
                .hasRootCauseMessage(
                        "records must be put to arn:aws:kinesis:eu-west-1:123456789012:stream/clicks, and 1"
                                + " were refused");
    }

    @Test
    void aFailureThatWillNotPassFailsTheJob() {
        answers.add(CompletableFuture.failedFuture(new IllegalStateException("no such stream")));

        assertThatThrownBy(() -> submit(SinkSettings.FailureMode.RETRY)).hasRootCauseMessage("no such stream");
    }
}
