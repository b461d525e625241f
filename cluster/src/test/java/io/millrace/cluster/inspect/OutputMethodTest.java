package io.millrace.cluster.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.streaming.runtime.io.RecordWriterOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputMethodTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "runtime.io.RecordWriterOutput",
                "runtime.tasks.ChainingOutput",
                "runtime.tasks.CopyingChainingOutput",
                "runtime.tasks.BroadcastingOutputCollector",
                "runtime.tasks.CopyingBroadcastingOutputCollector",
                "api.operators.CountingOutput"
            })
    void everyOutputOfFlinkHasTheMethods(String name) throws ClassNotFoundException {
        Class<?> type = Class.forName("org.apache.flink.streaming." + name);

        assertThat(OutputMethod.of(type))
                .containsOnlyKeys(OutputMethod.RECORD, OutputMethod.SIDE_OUTPUT)
                .allSatisfy((method, declaring) -> assertThat(declaring).isAssignableFrom(type));
    }

    @Test
    void aMethodIsThatOfTheClosestClass() {
        assertThat(OutputMethod.of(RecordWriterOutput.class))
                .containsEntry(OutputMethod.RECORD, RecordWriterOutput.class);
        assertThat(OutputMethod.of(String.class)).isEmpty();
    }
}
