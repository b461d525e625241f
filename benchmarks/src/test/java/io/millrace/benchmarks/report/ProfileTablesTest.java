package io.millrace.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.results.BenchmarkResults;
import io.millrace.benchmarks.results.HotMethods;
import io.millrace.benchmarks.results.HotMethods.HotMethod;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileTablesTest {
    @Test
    void aMethodHasOneRowForAllNumbersOfKeys() {
        BenchmarkResults results = new BenchmarkResults(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        profile("rocksdb", 1_000_000, new HotMethod("a.B.c", 30), new HotMethod("a.B.d", 5)),
                        profile("rocksdb", 10_000, new HotMethod("a.B.d", 10), new HotMethod("a.B.e", 8)),
                        profile("hashmap", 10_000, new HotMethod("a.B.d", 10))));

        assertThat(ProfileTables.text(results, "rollup")).isEqualTo("""
                        | hottest methods, HashMap | 10k keys, 200 samples |
                        | --- | ---: |
                        | `a.B.d` | 5.0 % |

                        | hottest methods, RocksDB | 10k keys, 200 samples | 1m keys, 200 samples |
                        | --- | ---: | ---: |
                        | `a.B.c` |  | 15.0 % |
                        | `a.B.d` | 5.0 % | 2.5 % |
                        | `a.B.e` | 4.0 % |  |
                        """);
    }

    private static HotMethods profile(String backend, int keys, HotMethod... methods) {
        return new HotMethods("run", "rollup", backend, keys, 8, 200, List.of(methods));
    }
}
