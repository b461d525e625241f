package io.millrace.constructs.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kinesis.ShardLevelMetrics;

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

    @ParameterizedTest
    @ValueSource(ints = {1023, 10_241})
    void aRecordIsOneToTenMebibytes(int size) {
        assertThatThrownBy(
                        () -> EventStreamProps.builder().maxRecordSizeKiB(size).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxRecordSizeKiB must be 1024 to 10240, got " + size);
    }

    @Test
    void onlyAnOnDemandStreamIsWarmed() {
        assertThatThrownBy(() -> EventStreamProps.builder()
                        .shards(2)
                        .warmThroughputMiBps(50)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("warmThroughputMiBps must be that of an on-demand stream, got 50 with 2 shards; drop one of"
                        + " them");
        assertThatThrownBy(
                        () -> EventStreamProps.builder().warmThroughputMiBps(0).build())
                .hasMessage("warmThroughputMiBps must be at least 1, got 0");
    }

    @Test
    void allMetricsOfShardsLeaveNoneToName() {
        assertThatThrownBy(() -> EventStreamProps.builder()
                        .shardLevelMetrics(ShardLevelMetrics.ALL, ShardLevelMetrics.INCOMING_BYTES)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shardLevelMetrics must be ALL or single ones, got [INCOMING_BYTES, ALL]; drop the single"
                        + " ones");
    }

    @Test
    void aBuilderOfPropsKeepsWhatItDoesNotChange() {
        EventStreamProps original = EventStreamProps.builder()
                .streamName("clicks")
                .shards(3)
                .maxRecordSizeKiB(2048)
                .shardLevelMetrics(ShardLevelMetrics.ALL)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();

        assertThat(original.toBuilder().build()).isEqualTo(original);
        assertThat(original.toBuilder().retention(Duration.ofDays(2)).build().shards())
                .hasValue(3);
    }
}
