package ${package}.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How a record becomes a page, and a line a record. */
class ClicksPerPageTest {
    @Test
    void anyPageHasAPartitionKey() {
        for (String page : List.of("", "home", "a,b", "x".repeat(300))) {
            assertThat(ClicksPerPage.partitionKey(page + ",1")).hasSizeBetween(1, 256);
        }
    }

    @Test
    void spacesAroundAPageAreLeftOutAndALongNameIsCut() {
        assertThat(ClicksPerPage.page(" home\n")).isEqualTo("home");
        assertThat(ClicksPerPage.page(" \n")).isEmpty();
        assertThat(ClicksPerPage.page("x".repeat(1 << 20))).hasSize(2_048);
    }
}
