package io.millrace.job.time;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.record.RejectedRecord;
import io.millrace.job.record.Rejection;
import io.millrace.job.state.TestHarnesses;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeSorterTest {
    private KeyedOneInputStreamOperatorTestHarness<String, String, String> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness(new HashMapStateBackend(), null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, String, String> harness(
            StateBackend backend, OperatorSubtaskState state) throws Exception {
        TextOrder order = new TextOrder();
        KeyedOneInputStreamOperatorTestHarness<String, String, String> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new EventTimeSorter<>(order, new TextFormat(), Types.STRING), order::key, Types.STRING);
        harness.setStateBackend(backend);
        return TestHarnesses.open(harness, state, 1);
    }

    private void put(long time, String event) throws Exception {
        harness.processElement(event, time);
    }

    private List<String> emitted() {
        List<String> events = new ArrayList<>();
        for (Object element : harness.getOutput()) {
            if (element instanceof StreamRecord) {
                StreamRecord<?> record = (StreamRecord<?>) element;
                events.add(record.getValue() + " " + record.getTimestamp());
            }
        }
        return events;
    }

    private void assertNothingIsKept() {
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void eventWaitsForTheWatermarkAndIsEmittedBeforeIt() throws Exception {
        put(5, "a a");
        harness.processWatermark(4);
        assertThat(emitted()).isEmpty();

        harness.processWatermark(5);
        assertThat(harness.getOutput())
                .containsExactly(new Watermark(4), new StreamRecord<>("a a", 5), new Watermark(5));
        assertNothingIsKept();
    }

    @Test
    void timeDecidesAndThenTheContent() throws Exception {
        put(7, "a b");
        put(5, "a z");
        put(7, "a a");
        harness.processWatermark(10);

        assertThat(emitted()).containsExactly("a z 5", "a a 7", "a b 7");
    }

    @Test
    void duplicateIsDroppedAndTheSameContentAtAnotherTimeIsNot() throws Exception {
        put(5, "a a@1");
        put(6, "a a");
        put(5, "a a@2");
        put(5, "a b");
        put(5, "a a");
        harness.processWatermark(10);

        assertThat(emitted()).containsExactly("a a 5", "a b 5", "a a 6");
        assertNothingIsKept();
    }

    @Test
    void sameContentOfAnotherKeyIsNoDuplicate() throws Exception {
        put(5, "a a");
        put(5, "b a");
        harness.processWatermark(10);

        assertThat(emitted()).containsExactlyInAnyOrder("a a 5", "b a 5");
    }

    @Test
    void eventWhoseTimeHasPassedIsRejectedWithItsRecord() throws Exception {
        harness.processWatermark(5);
        put(5, "a a@1");
        put(6, "b b@2");
        harness.processWatermark(6);

        assertThat(emitted()).containsExactly("b b 6");
        assertThat(harness.getSideOutput(RejectedRecord.TAG))
                .extracting(StreamRecord::getValue)
                .containsExactly(new RejectedRecord(Rejection.LATE, "late: a a@1", new TextOrder().source("a a@1")));
        assertNothingIsKept();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @SuppressWarnings("deprecation") // the backend has another package in Flink 2
    void bufferedEventsSurviveARestore(boolean rocksDb) throws Exception {
        StateBackend backend = rocksDb ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend();
        harness.close();
        harness = harness(backend, null);
        put(6, "a b");
        put(5, "a c");
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();

        harness = harness(backend, state);
        put(6, "a a");
        put(6, "a b");
        harness.processWatermark(10);
        assertThat(emitted()).containsExactly("a c 5", "a a 6", "a b 6");
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    /** For any order of events, and any watermarks between them. */
    @Test
    void arrivalDoesNotMatter() throws Exception {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            close();
            open();
            TreeSet<String> expected = new TreeSet<>();
            long watermark = 0;
            for (int i = 0; i < 40; i++) {
                long time = watermark + 1 + random.nextInt(8);
                String event = "k " + random.nextInt(4);
                put(time, event);
                expected.add(String.format("%09d %s", time, event));
                if (random.nextInt(5) == 0) {
                    watermark += random.nextInt(6);
                    harness.processWatermark(watermark);
                }
            }
            harness.processWatermark(Long.MAX_VALUE);

            assertThat(emitted())
                    .as("seed %s", seed)
                    .containsExactlyElementsOf(expected.stream()
                            .map(line -> line.substring(10) + " " + Long.parseLong(line.substring(0, 9)))
                            .collect(toList()));
            assertNothingIsKept();
        }
    }
}
