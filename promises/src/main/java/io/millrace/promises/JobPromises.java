package io.millrace.promises;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** What the jobs of a stage do with the records of one run; empty for a job that the stage does not have. */
public record JobPromises(
        Optional<LotteryPromise> lottery,
        Optional<BookingPromise> bookings,
        Optional<RollupPromise> rollup,
        Optional<OutlierPromise> outliers) {
    /** The streams that records are put to. */
    public static final List<String> INPUTS =
            List.of("LotteryEvents", "UserEvents", "BookingCreated", "BookingEvents", "Measurements");

    /**
     * Puts the records of the promises of all jobs that the stage has.
     *
     * @param streams of the stage, which has a job when it has the job's first output
     */
    public static JobPromises feed(Target target, Run run, Set<String> streams) {
        Feeder feeder = new Feeder(target, run, streams);
        return new JobPromises(
                feeder.feed("Draws", LotteryPromise::feed),
                feeder.feed("Alerts", BookingPromise::feed),
                feeder.feed("Rollups", RollupPromise::feed),
                feeder.feed("Outliers", OutlierPromise::feed));
    }

    private record Feeder(Target target, Run run, Set<String> streams) {
        <P> Optional<P> feed(String output, BiFunction<Target, Run, P> promise) {
            return streams.contains(output) ? Optional.of(promise.apply(target, run)) : Optional.empty();
        }
    }
}
