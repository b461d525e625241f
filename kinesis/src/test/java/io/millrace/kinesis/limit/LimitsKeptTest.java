package io.millrace.kinesis.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kinesis.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsKeptTest {
    private final TestClock clock = new TestClock();
    private final Limits limits = Limits.on(clock);

    @Test
    void limitsThatAreAsNewAreForgotten() {
        limits.admitsRead(new Limits.Shard("orders", 1, 0));
        limits.admitsRare("resize", 10);

        limits.report();
        assertThat(limits.kept()).isEqualTo(2);

        clock.advance(Duration.ofSeconds(1));
        limits.report();
        assertThat(limits.kept()).isOne();

        clock.advance(Duration.ofDays(1));
        limits.report();
        assertThat(limits.kept()).isZero();
    }
}
