package io.millrace.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.benchmarks.paced.DelayLog.Result;
import io.millrace.benchmarks.stage.CoresUsed;
import io.millrace.benchmarks.stage.LoadResult;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SteadyLoadTest {
    @Test
    void aLoadThatIsTooMuchForLongIsLowered() throws Exception {
        assertThat(SteadyLoad.find(1_000, load -> trial(load, 700)).offeredPerSecond())
                .isCloseTo(640, within(1.0));
        assertThat(SteadyLoad.find(1_000, load -> trial(load, 1_000)).offeredPerSecond())
                .isEqualTo(1_000);
    }

    @Test
    void halfOfItMustBeSustained() {
        assertThatThrownBy(() -> SteadyLoad.find(1_000, load -> trial(load, 500)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("1000 events/s, must be sustained");
    }

    private static LoadResult trial(double load, double most) {
        return new LoadResult(load, load, 0, 20, List.of(new Result(0, 1)), 0, load <= most, new CoresUsed(1, 1, 1));
    }
}
