package io.millrace.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.streams.StreamException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamNamesTest {
    private static final List<KnownStream> STREAMS = List.of(
            new KnownStream(StreamBackend.KINESIS, "shop-Orders", "Orders", List.of("orders", "input"), false),
            new KnownStream(StreamBackend.KINESIS, "shop-Bills", "Bills", List.of("bills", "input"), false),
            new KnownStream(StreamBackend.KINESIS, "shop-Spare", "Spare", List.of(), false));

    @ParameterizedTest
    @ValueSource(strings = {"orders", "Orders", "shop-Orders"})
    void aStreamIsFoundByGroupLogicalIdOrName(String called) {
        assertThat(StreamNames.find(STREAMS, called).name()).isEqualTo("shop-Orders");
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> StreamNames.find(STREAMS, "order"))
                .isInstanceOf(StreamException.class)
                .hasMessage("""
                        no stream is called 'order'; the streams are:
                          shop-Orders (orders, input)
                          shop-Bills (bills, input)
                          shop-Spare""");
    }

    @Test
    void aNameThatFitsSeveralIsRefused() {
        assertThatThrownBy(() -> StreamNames.find(STREAMS, "input"))
                .isInstanceOf(StreamException.class)
                .hasMessageStartingWith("several streams are called 'input'; the streams are:");
    }
}
