package io.millrace.local.demo;

import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamFollower;
import io.millrace.assembly.streams.StreamWriter;
import io.millrace.local.runtime.LocalStage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Feeds a stage that runs, and counts what comes out. */
public final class Demo {
    /** The job that it shows. */
    public static final String JOB = "lottery";

    private static final Duration TICK = Duration.ofMillis(50);
    /** A window, what the job waits for late records, and some. */
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

    /** A demo that ends early when the latch is at zero. */
    public Demo(LocalStage stage, int recordsPerSecond, CountDownLatch end, Consumer<String> events) {
        this.stage = stage;
        this.recordsPerSecond = recordsPerSecond;
        this.end = end;
        this.events = events;
        this.users = stage.writer("user-events");
        this.draws = stage.fromStart("draws");
        this.rejected = stage.fromStart("rejected");
    }

    /** Feeds until the duration is over, and waits for the draws of what it fed; or until it is told to end. */
    public void run(Duration duration) throws InterruptedException {
        List<OutgoingRecord> starts = traffic.lotteryStarts();
        stage.put("lottery-events", starts);
        lotteryRecords = starts.size();
        events.accept("%d lotteries started; %d records a second go in".formatted(starts.size(), recordsPerSecond));

        feed(begin.plus(duration));
        long lastClick = System.currentTimeMillis();
        Instant deadline = Instant.now().plus(LAST_DRAWS);
        while (end.getCount() > 0
                && !results.coverUntil(lastClick)
                && Instant.now().isBefore(deadline)) {
            look();
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
            look();
            pause();
        }
    }

    private void look() {
        draws.poll().forEach(record -> results.draw(record).ifPresent(events));
        rejected.poll().forEach(results::rejected);
    }

    private void pause() throws InterruptedException {
        end.await(TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    public boolean hasDraws() {
        return results.hasDraws();
    }

    /** What went in and what came out, a line each. */
    public List<String> summary() {
        return results.summary(lotteryRecords + users.written(), Duration.between(begin, Instant.now()));
    }
}
