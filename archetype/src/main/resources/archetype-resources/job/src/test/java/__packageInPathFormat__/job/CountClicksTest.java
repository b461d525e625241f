package ${package}.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The operator alone, with a clock that the test moves. */
class CountClicksTest {
    @Test
    void clicksAreCountedByPageAndWindow() throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<String, String, String> operator = operator()) {
            operator.open();
            click(operator, 1_000, "home");
            click(operator, 2_000, "basket");
            click(operator, 9_999, "home");
            operator.setProcessingTime(10_000);
            List<String> first = operator.extractOutputValues();
            click(operator, 10_000, "home");
            operator.setProcessingTime(20_000);

            assertThat(first).containsExactlyInAnyOrder("home,2", "basket,1");
            assertThat(operator.extractOutputValues()).hasSize(3).endsWith("home,1");
        }
    }

    @Test
    void aRestartLosesNoClick() throws Exception {
        OperatorSubtaskState snapshot;
        try (KeyedOneInputStreamOperatorTestHarness<String, String, String> operator = operator()) {
            operator.open();
            click(operator, 1_000, "home");
            snapshot = operator.snapshot(1, 1_500);
        }
        try (KeyedOneInputStreamOperatorTestHarness<String, String, String> operator = operator()) {
            operator.initializeState(snapshot);
            operator.open();
            click(operator, 2_000, "home");
            operator.setProcessingTime(10_000);

            assertThat(operator.extractOutputValues()).containsExactly("home,2");
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, String, String> operator() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new CountClicks(Duration.ofSeconds(10))), page -> page, Types.STRING);
    }

    private static void click(
            KeyedOneInputStreamOperatorTestHarness<String, String, String> operator, long millis, String page)
            throws Exception {
        operator.setProcessingTime(millis);
        operator.processElement(page, millis);
    }
}
