package io.millrace.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RegionTest {
    @Test
    void replacesWhatIsInsideAndNothingElse() {
        String document = """
                Before.
                <!-- generated: one -->
                old | $1 \\ text
                <!-- end -->
                Between.
                <!-- generated: two -->
                <!-- end -->
                After.
                """;

        String filled = Region.fill(document, Map.of("one", "| $2 |\n", "two", "new\n", "three", "unused"));

        assertThat(filled).isEqualTo("""
                Before.
                <!-- generated: one -->

                | $2 |

                <!-- end -->
                Between.
                <!-- generated: two -->

                new

                <!-- end -->
                After.
                """);
        assertThat(Region.fill(filled, Map.of("one", "| $2 |\n", "two", "new\n")))
                .isEqualTo(filled);
    }

    @Test
    void refusesARegionThatItCannotFill() {
        assertThatThrownBy(() -> Region.fill("<!-- generated: tow -->\n<!-- end -->", Map.of("two", "")))
                .hasMessage("generated region must be one of two, got 'tow'");
        assertThatThrownBy(() -> Region.fill("no region", Map.of())).hasMessageContaining("got none");
    }
}
