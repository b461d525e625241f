package io.millrace.local.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.report.EdgeReport.Direction;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindingTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            events: Writer                                             | true
            parse -> events: Writer -> events: Committer               | true
            parse -> (events: Writer, count -> late-events: Writer)    | true
            parse -> (late-events: Writer, count -> events: Writer)    | true
            late-events: Writer                                        | false
            parse -> (late-events: Writer, count)                      | false
            """)
    void aVertexWritesAnOutputIfAnOperatorInItHasItsName(String vertex, boolean isOf) {
        assertThat(new Binding("events", "stream", Direction.OUT, Optional.empty()).isOf(vertex))
                .isEqualTo(isOf);
    }
}
