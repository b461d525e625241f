package io.millrace.job.booking;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.millrace.job.booking.sequence.Sequence;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.CEP;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** An operator that follows a sequence: the job's, or that of flink-cep. */
final class SequenceRun {
    private final KeyedOneInputStreamOperatorTestHarness<String, BookingEvent, Escalation> harness;

    private SequenceRun(
            OneInputStreamOperator<BookingEvent, Escalation> operator,
            StateBackend backend,
            @Nullable OperatorSubtaskState state)
            throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(operator, event -> event.bookingId, Types.STRING);
        harness.setStateBackend(backend);
        harness.setup(TypeInformation.of(Escalation.class).createSerializer(new SerializerConfigImpl()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
    }

    /** The job's operator. */
    static SequenceRun of(
            Sequence sequence, long maxCacheBytes, StateBackend backend, @Nullable OperatorSubtaskState state)
            throws Exception {
        return new SequenceRun(new FollowSequence(sequence, maxCacheBytes), backend, state);
    }

    /** What the documentation of flink-cep says. */
    @SuppressWarnings("unchecked")
    static SequenceRun ofFlink(Sequence sequence, StateBackend backend) throws Exception {
        OneInputTransformation<BookingEvent, Escalation> transformation =
                (OneInputTransformation<BookingEvent, Escalation>) CEP.pattern(
                                StreamExecutionEnvironment.createLocalEnvironment()
                                        .fromData(TypeInformation.of(BookingEvent.class), new BookingEvent())
                                        .keyBy(event -> event.bookingId, Types.STRING),
                                SequencePattern.of(sequence))
                        .inEventTime()
                        .process(new Escalate(sequence), TypeInformation.of(Escalation.class))
                        .getTransformation();
        return new SequenceRun(transformation.getOperator(), backend, null);
    }

    void put(BookingEvent event) throws Exception {
        harness.processElement(event, event.time);
    }

    void watermark(long time) throws Exception {
        harness.processWatermark(time);
    }

    OperatorSubtaskState snapshot() throws Exception {
        harness.prepareSnapshotPreBarrier(1);
        return harness.snapshot(1, 1);
    }

    /** The escalations so far, in order. */
    List<String> escalations() {
        return harness.extractOutputValues().stream().map(Escalation::toString).collect(toList());
    }

    /** The escalations so far of each booking, in order. */
    Map<String, List<String>> byBooking() {
        return harness.extractOutputValues().stream()
                .collect(groupingBy(
                        escalation -> escalation.bookingId, TreeMap::new, mapping(Escalation::toString, toList())));
    }

    /** How many states and timers a snapshot would contain. */
    int kept() throws Exception {
        harness.prepareSnapshotPreBarrier(1);
        return harness.numKeyedStateEntries() + harness.numEventTimeTimers();
    }

    void close() throws Exception {
        harness.close();
    }
}
