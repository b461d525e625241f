package io.millrace.benchmarks.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.results.HotMethods.HotMethod;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProfilerTest {
    @Test
    void keepsTheTenHottestAndCountsAll() {
        Map<String, Long> counts = new HashMap<>();
        IntStream.rangeClosed(1, 12).forEach(i -> counts.put("m%02d".formatted(i), (long) i));

        Profiler.Samples samples = Profiler.Samples.of(counts);

        assertThat(samples.samples()).isEqualTo(78);
        assertThat(samples.hottest())
                .hasSize(10)
                .startsWith(new HotMethod("m12", 12))
                .endsWith(new HotMethod("m03", 3));
    }

    @Test
    void aLambdaHasTheSameNameInEveryProcess() {
        assertThat(Profiler.name("a.Utils$$Lambda$1147+0x00007f7c3467c540.459630902", "accept"))
                .isEqualTo("a.Utils$$Lambda.accept");
        assertThat(Profiler.name("a.Utils$Inner", "run")).isEqualTo("a.Utils$Inner.run");
    }
}
