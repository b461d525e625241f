package io.millrace.connector.kinesis.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.api.connector.sink2.StatefulSink;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.junit.jupiter.api.Test;

/** What only the sink on Flink 1.20 has. */
@SuppressWarnings("deprecation")
class FlinkSinkTest {
    @Test
    void itsStateIsThatOfASinkOfFlink1() {
        assertThat(StatefulSink.class).isAssignableFrom(FlinkSink.class);
        assertThat(SupportsWriterState.class).isAssignableFrom(FlinkSink.class);
    }
}
