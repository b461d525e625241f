package io.millrace.constructs.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.RemovalPolicy;

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
        assertThatThrownBy(() -> EventStreamProps.builder().retention(retention).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("retention must be 24 to 8760 whole hours, got '" + retention + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT24H", "PT25H", "PT8760H"})
    void theBoundsOfRetentionAreAllowed(Duration retention) {
        assertThat(EventStreamProps.builder().retention(retention).build().retention())
                .isEqualTo(retention);
    }

    @Test
    void aBuilderOfPropsKeepsWhatItDoesNotChange() {
        EventStreamProps original = EventStreamProps.builder()
                .streamName("clicks")
                .shards(3)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();

        assertThat(original.toBuilder().build()).isEqualTo(original);
        assertThat(original.toBuilder().retention(Duration.ofDays(2)).build().shards())
                .hasValue(3);
    }
}
