package io.millrace.constructs.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamPropsTest {

    @Test
    void aProvisionedStreamHasAShard() {
        assertThatThrownBy(() -> EventStreamProps.provisioned(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shards must be at least 1, got 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT23H", "PT8761H", "PT24H30M", "PT24H0.000000001S"})
    void retentionIs24To8760WholeHours(Duration retention) {
        assertThatThrownBy(() -> EventStreamProps.onDemand().retention(retention))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("retention must be 24 to 8760 whole hours, got " + retention);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT24H", "PT25H", "PT8760H"})
    void theBoundsOfRetentionAreAllowed(Duration retention) {
        assertThat(EventStreamProps.onDemand().retention(retention).retention()).isEqualTo(retention);
    }

    @Test
    void aChangeLeavesTheOriginalAsItWas() {
        EventStreamProps original = EventStreamProps.provisioned(3);

        EventStreamProps changed = original.retention(Duration.ofDays(2));

        assertThat(original.retention()).isEqualTo(Duration.ofDays(1));
        assertThat(changed.shards()).hasValue(3);
    }
}
