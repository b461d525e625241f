package io.millrace.local.replay;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** When a record is due: the first one at once, later ones with the spacing of their arrivals divided by the speed. */
public final class Pace {
    /** As fast as the stream takes the records. */
    static final String MAX = "max";

    private final OptionalDouble speed;
    private final LongSupplier nanoTime;
    private @Nullable Instant first;
    private long startNanos;

    private Pace(OptionalDouble speed, LongSupplier nanoTime) {
        this.speed = speed;
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
    }

    /**
     * Parses a speed.
     *
     * @param text a number above 0, of which 1 is the original speed, or {@value #MAX}
     * @throws IllegalArgumentException when it is neither
     */
    public static Pace of(String text) {
        return of(text, System::nanoTime);
    }

    static Pace of(String text, LongSupplier nanoTime) {
        if (text.equals(MAX)) {
            return new Pace(OptionalDouble.empty(), nanoTime);
        }
        if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?") || Double.parseDouble(text) == 0) {
            throw new IllegalArgumentException(
                    "must be a number above 0, such as 1 or 10, or %s, got '%s'".formatted(MAX, text));
        }
        return new Pace(OptionalDouble.of(Double.parseDouble(text)), nanoTime);
    }

    /** The time until a record is due, in nanoseconds; negative when it is late, and 0 when records are not paced. */
    long nanosUntil(Instant arrival) {
        if (speed.isEmpty()) {
            return 0;
        }
        Instant begin = first;
        if (begin == null) {
            begin = arrival;
            first = arrival;
            startNanos = nanoTime.getAsLong();
        }
        double spacing = Duration.between(begin, arrival).toNanos() / speed.getAsDouble();
        return (long) spacing - (nanoTime.getAsLong() - startNanos);
    }
}
