package io.millrace.job.booking;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import io.millrace.job.booking.sequence.Sequence;
import io.millrace.job.booking.sequence.SequenceParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** A sequence, and records of several bookings as the sorter emits them: by time, without duplicates. */
final class SequenceStream {
    private static final String[] TYPES = {"created", "A", "B", "C"};
    private static final Comparator<BookingEvent> ORDER = comparingLong((BookingEvent event) -> event.time)
            .thenComparing(comparing((BookingEvent event) -> event.bookingId))
            .thenComparing(new BookingEventOrder());

    private final Sequence sequence;
    private final List<BookingEvent> events;

    private SequenceStream(String sequence, int wholeMillis, Random random, int bookings, int records) {
        this.sequence = SequenceParser.read(sequence, Duration.ofMillis(wholeMillis))
                .sequences()
                .get(0);
        this.events = events(random, bookings, records);
    }

    /** Records for a given sequence. */
    static SequenceStream of(String sequence, long seed, int bookings, int records) {
        return new SequenceStream(sequence, 50, new Random(seed), bookings, records);
    }

    /** Any sequence that the settings can have, with short times, and records of its types and of another. */
    static SequenceStream any(long seed) {
        Random random = new Random(seed);
        int whole = 5 + random.nextInt(60);
        return new SequenceStream(
                "any: " + steps(random, whole), whole, random, 1 + random.nextInt(3), 1 + random.nextInt(60));
    }

    /** Of steps within a whole time, which is given for an absence and by default for others. */
    private static String steps(Random random, int whole) {
        List<String> steps = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String times = random.nextBoolean() ? "" : "{" + (1 + random.nextInt(3)) + "}";
            boolean last = i == 0;
            steps.add(type(random)
                    + times
                    + (last || random.nextInt(3) > 0 ? "" : " within " + (1 + random.nextInt(whole)) + " ms"));
        }
        if (random.nextInt(3) > 0) {
            steps.add("not " + type(random) + " within " + whole + " ms");
        }
        return String.join(", ", steps);
    }

    private static String type(Random random) {
        return TYPES[random.nextInt(TYPES.length - 1)];
    }

    private static List<BookingEvent> events(Random random, int bookings, int records) {
        TreeSet<BookingEvent> sorted = new TreeSet<>(ORDER);
        long time = 1_000;
        for (int i = 0; i < records; i++) {
            time += random.nextInt(3) == 0 ? random.nextInt(25) : random.nextInt(3);
            String bookingId = "b" + random.nextInt(bookings);
            String value = random.nextInt(4) == 0 ? null : String.valueOf(random.nextInt(3));
            String type = TYPES[random.nextInt(TYPES.length)];
            BookingEvent event = type.equals("created")
                    ? BookingEvent.creation(bookingId, value, time, Specimen.SOURCE)
                    : BookingEvent.event(bookingId, type, random.nextBoolean(), value, time, Specimen.SOURCE);
            sorted.add(event.withoutSource());
        }
        return List.copyOf(sorted);
    }

    Sequence sequence() {
        return sequence;
    }

    List<BookingEvent> events() {
        return events;
    }

    @Override
    public String toString() {
        return sequence + "\n" + events;
    }
}
