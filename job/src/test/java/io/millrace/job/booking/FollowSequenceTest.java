package io.millrace.job.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.booking.sequence.Sequence;
import io.millrace.job.booking.sequence.SequenceParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;

class FollowSequenceTest {
    private static final String PAYMENT_TROUBLE =
            "trouble: PAYMENT_FAILED{3} within 10 ms, then CANCELLED within 50 ms";
    private static final String UNCONFIRMED = "unconfirmed: created, not CONFIRMED within 15 ms";

    /** Snapshots of an earlier build, with attempts in all states, and records that wait for a watermark. */
    private static final Path CEP_STATE = Path.of("../job/src/test/fixtures/cep-state");

    private SequenceRun run;

    @AfterProperty
    void close() throws Exception {
        if (run != null) {
            run.close();
        }
    }

    private void open(String sequence) throws Exception {
        open(sequence, null);
    }

    private void open(String sequence, OperatorSubtaskState state) throws Exception {
        Sequence parsed =
                SequenceParser.read(sequence, Duration.ofHours(1)).sequences().get(0);
        run = SequenceRun.of(parsed, BookingOperator.MAX_CACHE_BYTES, new HashMapStateBackend(), state);
    }

    private void created(long time) throws Exception {
        run.put(BookingEvent.creation("b", null, time, Specimen.SOURCE).withoutSource());
    }

    private void events(String type, long... times) throws Exception {
        for (long time : times) {
            run.put(BookingEvent.event("b", type, false, null, time, Specimen.SOURCE)
                    .withoutSource());
        }
    }

    private List<String> escalations() {
        return run.escalations();
    }

    private void assertNothingIsKept() throws Exception {
        assertThat(run.kept()).isZero();
    }

    /** Also with snapshots, after which another operator goes on, and with any bound of the cache. */
    @Property(tries = 400, shrinking = ShrinkingMode.OFF)
    void matchesAreThoseOfFlinkCep(@ForAll long seed) throws Exception {
        SequenceStream stream = SequenceStream.any(seed);
        Map<String, List<String>> expected = ofFlink(stream);

        Random random = new Random(seed);
        Map<String, List<String>> found = new TreeMap<>();
        long maxCacheBytes = random.nextInt(800);
        run = SequenceRun.of(stream.sequence(), maxCacheBytes, new HashMapStateBackend(), null);
        for (int i = 0; i < stream.events().size(); i++) {
            put(stream, i, random);
            if (random.nextInt(20) == 0) {
                OperatorSubtaskState state = run.snapshot();
                collect(found);
                run = SequenceRun.of(stream.sequence(), maxCacheBytes, new HashMapStateBackend(), state);
            }
        }
        run.watermark(Long.MAX_VALUE);
        assertNothingIsKept();
        collect(found);

        assertThat(found).as("%s", stream).isEqualTo(expected);
    }

    private void collect(Map<String, List<String>> found) throws Exception {
        run.byBooking().forEach((bookingId, escalations) -> found.computeIfAbsent(bookingId, id -> new ArrayList<>())
                .addAll(escalations));
        run.close();
    }

    private static Map<String, List<String>> ofFlink(SequenceStream stream) throws Exception {
        SequenceRun cep = SequenceRun.ofFlink(stream.sequence(), new HashMapStateBackend());
        for (BookingEvent event : stream.events()) {
            cep.put(event);
        }
        cep.watermark(Long.MAX_VALUE - 1);
        Map<String, List<String>> escalations = cep.byBooking();
        cep.close();
        return escalations;
    }

    /** Puts a record, and perhaps a watermark before the next one. */
    private void put(SequenceStream stream, int index, Random random) throws Exception {
        BookingEvent event = stream.events().get(index);
        run.put(event);
        long next = index + 1 == stream.events().size()
                ? event.time + 100
                : stream.events().get(index + 1).time;
        if (next > event.time && random.nextInt(3) == 0) {
            run.watermark(event.time + random.nextInt((int) (next - event.time)));
        }
    }

    @Example
    void attemptsOfFlinkCepsOperatorGoOn() throws Exception {
        for (boolean rocksDb : new boolean[] {false, true}) {
            takeOver(rocksDb, "trouble: A{3} within 400 ms, then B within 900 ms");
            takeOver(rocksDb, "absent: created, not C within 200 ms");
            takeOver(rocksDb, "chain: A, then B{2}, then created, not C within 900 ms");
        }
    }

    @SuppressWarnings("deprecation") // the backend has another package in Flink 2
    private void takeOver(boolean rocksDb, String sequence) throws Exception {
        SequenceStream stream = SequenceStream.of(sequence, 7, 15, 1_200);
        int alreadyRead = stream.events().size() / 2;
        // flink-cep waits for the watermark, so that the last records before the snapshot had no results yet
        long watermark = 3_680;
        List<String> expected = new ArrayList<>();
        ofFlink(stream).values().forEach(expected::addAll);
        int all = expected.size();
        expected.removeIf(escalation -> Long.parseLong(escalation.replaceAll(".* at (\\d+) of .*", "$1")) <= watermark);
        assertThat(expected).hasSizeBetween(1, all - 1);

        StateBackend backend = rocksDb ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend();
        OperatorSubtaskState state = OperatorSnapshotUtil.readStateHandle(
                CEP_STATE.resolve(stream.sequence().name()).toString());
        List<String> found = new ArrayList<>();
        run = SequenceRun.of(stream.sequence(), BookingOperator.MAX_CACHE_BYTES, backend, state);
        Random random = new Random(1);
        for (int i = alreadyRead; i < stream.events().size(); i++) {
            put(stream, i, random);
            if (i % 200 == 0) {
                state = run.snapshot();
                found.addAll(escalations());
                run.close();
                run = SequenceRun.of(stream.sequence(), BookingOperator.MAX_CACHE_BYTES, backend, state);
            }
        }
        run.watermark(Long.MAX_VALUE);
        found.addAll(escalations());
        if (!rocksDb) {
            assertNothingIsKept();
        }
        run.close();

        assertThat(found).as(sequence).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Example
    void attemptsOfABookingAreLimited() throws Exception {
        open("n: A, not B within 100 ms");
        for (int i = 0; i < FollowSequence.MAX_ATTEMPTS + 50; i++) {
            events("A", 1_000);
        }
        run.watermark(1_099);
        assertThat(escalations()).isEmpty();

        events("A", 1_100);
        run.watermark(Long.MAX_VALUE);
        assertThat(escalations()).hasSize(FollowSequence.MAX_ATTEMPTS + 1);
        assertNothingIsKept();
    }

    @Example
    void absenceIsEscalatedAtTheTimeout() throws Exception {
        open(UNCONFIRMED);
        created(100);
        run.watermark(114);
        assertThat(escalations()).isEmpty();

        run.watermark(115);
        assertThat(escalations()).containsExactly("unconfirmed:b-100-115 at 115 of 1");
        assertNothingIsKept();
    }

    @Example
    void eventBeforeTheTimeoutEndsTheWait() throws Exception {
        open(UNCONFIRMED);
        created(100);
        events("CONFIRMED", 114);
        run.watermark(1_000);

        assertThat(escalations()).isEmpty();
        assertNothingIsKept();
    }

    @Example
    void eventAtTheTimeoutIsTooLate() throws Exception {
        open(UNCONFIRMED);
        created(100);
        events("CONFIRMED", 115);
        run.watermark(1_000);

        assertThat(escalations()).containsExactly("unconfirmed:b-100-115 at 115 of 1");
    }

    @Example
    void eventOfTheTypeCreatedIsNoCreation() throws Exception {
        open(UNCONFIRMED);
        events("created", 100);
        run.watermark(1_000);

        assertThat(escalations()).isEmpty();
    }

    @Example
    void sequenceIsEscalatedAtItsLastRecordWhateverComesBetween() throws Exception {
        open(PAYMENT_TROUBLE);
        events("PAYMENT_FAILED", 100, 105);
        events("SEEN", 106);
        events("PAYMENT_FAILED", 109);
        events("SEEN", 120);
        events("CANCELLED", 149);
        run.watermark(149);

        assertThat(escalations()).containsExactly("trouble:b-100-149 at 149 of 4");
    }

    @Example
    void stepMustEndWithinItsTime() throws Exception {
        open(PAYMENT_TROUBLE);
        events("PAYMENT_FAILED", 100, 105, 110);
        events("CANCELLED", 120);
        run.watermark(1_000);

        assertThat(escalations()).isEmpty();
    }

    @Example
    void laterAttemptSucceedsWhereTheFirstDidNot() throws Exception {
        open(PAYMENT_TROUBLE);
        events("PAYMENT_FAILED", 100, 108, 112, 117);
        events("CANCELLED", 120);
        run.watermark(1_000);

        assertThat(escalations()).containsExactly("trouble:b-108-120 at 120 of 4");
    }

    @Example
    void attemptDoesNotWaitForAnEarlierOneToEnd() throws Exception {
        open(PAYMENT_TROUBLE);
        events("PAYMENT_FAILED", 100, 120, 121, 122);
        events("CANCELLED", 130);
        run.watermark(130);

        assertThat(escalations()).containsExactly("trouble:b-120-130 at 130 of 4");
    }

    @Example
    void recordMayBePartOfSeveralEscalations() throws Exception {
        open(PAYMENT_TROUBLE);
        events("PAYMENT_FAILED", 100, 101, 102);
        events("CANCELLED", 103);
        events("PAYMENT_FAILED", 104);
        events("CANCELLED", 105);
        run.watermark(1_000);

        assertThat(escalations()).containsExactly("trouble:b-100-103 at 103 of 4", "trouble:b-101-105 at 105 of 4");
    }

    @Example
    void sequenceMustEndWithinItsTime() throws Exception {
        open(PAYMENT_TROUBLE);
        events("PAYMENT_FAILED", 100, 101, 102);
        events("CANCELLED", 150);
        run.watermark(1_000);

        assertThat(escalations()).isEmpty();
        assertNothingIsKept();
    }

    @Example
    void recordThatCompletesManyAttemptsIsOneEscalationOfTheFirst() throws Exception {
        open(PAYMENT_TROUBLE);
        events("PAYMENT_FAILED", 100, 101, 102, 103, 104, 105);
        events("CANCELLED", 120);
        run.watermark(1_000);

        assertThat(escalations()).containsExactly("trouble:b-100-120 at 120 of 4");
    }

    @Example
    void nothingIsKeptOnceAllAttemptsAreOver() throws Exception {
        open(PAYMENT_TROUBLE);
        events("PAYMENT_FAILED", 100, 101, 102, 103);
        events("CANCELLED", 120);
        events("PAYMENT_FAILED", 130);
        run.watermark(139);
        assertThat(run.kept()).isPositive();

        run.watermark(200);
        assertNothingIsKept();
    }

    @Example
    void attemptGoesOnAfterARestore() throws Exception {
        open(PAYMENT_TROUBLE);
        events("PAYMENT_FAILED", 100, 105);
        run.watermark(106);
        OperatorSubtaskState state = run.snapshot();
        run.close();

        open(PAYMENT_TROUBLE, state);
        events("PAYMENT_FAILED", 109);
        events("CANCELLED", 120);
        run.watermark(120);
        assertThat(escalations()).containsExactly("trouble:b-100-120 at 120 of 4");
    }
}
