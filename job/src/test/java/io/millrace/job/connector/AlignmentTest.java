package io.millrace.job.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.job.replay.SharedCluster;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;

/** Inputs that are read together, in a job. */
class AlignmentTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Twice the interval of reports. */
    private static final Duration STILL = Alignment.UPDATE_INTERVAL.multipliedBy(2);

    @Test
    void anInputThatIsFarAheadWaitsForTheOther() throws Exception {
        SecondsSource.start("behind", 1);
        SecondsSource.start("ahead", SecondsSource.ALL);
        StreamExecutionEnvironment environment = SharedCluster.environment(1, new Configuration());
        Alignment alignment = Alignment.of("both");
        for (String input : new String[] {"behind", "ahead"}) {
            environment
                    .fromSource(new SecondsSource(input), alignment.watermarks(), input)
                    .sinkTo(new DiscardingSink<>());
        }
        JobClient job = environment.executeAsync();

        long until = awaitWaiting();
        assertThat(until)
                .as("seconds read ahead of an input that is at its first second")
                .isBetween(Alignment.MAX_DRIFT.toSeconds(), SecondsSource.ALL - 1L);

        SecondsSource.allow("behind", until);
        await().atMost(PATIENCE).until(() -> SecondsSource.read("ahead") > until);
        job.cancel().get();
    }

    /** Until when the input has been read that is ahead, when it is not read any further. */
    private static long awaitWaiting() {
        AtomicLong until = new AtomicLong(-1);
        await().atMost(PATIENCE).during(STILL).until(() -> {
            long now = SecondsSource.read("ahead");
            return now > 0 && until.getAndSet(now) == now;
        });
        return until.get();
    }
}
