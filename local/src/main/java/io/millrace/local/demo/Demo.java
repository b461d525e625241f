package io.millrace.local.demo;

import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamFollower;
import io.millrace.assembly.streams.StreamWriter;
import io.millrace.local.stage.LocalStage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Sends generated traffic to a running stage and counts the results. */
public final class Demo {
    /** The job that the demo runs. */
    public static final String JOB = "lottery";

    private static final Duration TICK = Duration.ofMillis(50);
    /** Longer than a window and the job's wait for late records. */
    private static final Duration LAST_DRAWS = Duration.ofSeconds(30);

    private final LocalStage stage;
    private final int recordsPerSecond;
    private final CountDownLatch end;
    private final Consumer<String> events;
    private final Results results = new Results();
    private final LotteryTraffic traffic = new LotteryTraffic(new Random(1));
    private final StreamWriter users;
    private final StreamFollower draws;
    private final StreamFollower rejected;
    private final Instant begin = Instant.now();
    private long lotteryRecords;

    /** @param end ends the demo early when it reaches zero */
    public Demo(LocalStage stage, int recordsPerSecond, CountDownLatch end, Consumer<String> events) {
        this.stage = stage;
        this.recordsPerSecond = recordsPerSecond;
        this.end = end;
        this.events = events;
        this.users = stage.writer("user-events");
        this.draws = stage.fromStart("draws");
        this.rejected = stage.fromStart("rejected");
    }

    /** Sends traffic for the given time, and waits for the last draws. */
    public void run(Duration duration) throws InterruptedException {
        List<OutgoingRecord> starts = traffic.lotteryStarts();
        stage.put("lottery-events", starts);
        lotteryRecords = starts.size();
        events.accept("%d lotteries started; sending %d records per second".formatted(starts.size(), recordsPerSecond));

        feed(begin.plus(duration));
        long lastClick = System.currentTimeMillis();
        Instant deadline = Instant.now().plus(LAST_DRAWS);
        while (end.getCount() > 0
                && !results.hasDrawAfter(lastClick)
                && Instant.now().isBefore(deadline)) {
            poll();
            pause();
        }
    }

    private void feed(Instant until) throws InterruptedException {
        long due = 0;
        Instant started = Instant.now();
        while (end.getCount() > 0 && Instant.now().isBefore(until)) {
            long sinceStart = Duration.between(started, Instant.now()).toMillis();
            long now = sinceStart * recordsPerSecond / 1000;
            traffic.userEvents((int) (now - due)).forEach(users::add);
            users.flush();
            due = now;
            poll();
            pause();
        }
    }

    private void poll() {
        draws.poll().forEach(record -> results.draw(record).ifPresent(events));
        rejected.poll().forEach(results::rejected);
    }

    private void pause() throws InterruptedException {
        end.await(TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    public boolean hasDraws() {
        return results.hasDraws();
    }

    /** The numbers of records and draws, for display. */
    public List<String> summary() {
        return results.summary(lotteryRecords + users.written(), Duration.between(begin, Instant.now()));
    }
}
