package io.millrace.constructs.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.EventStreamProps;
import io.millrace.constructs.streams.FanOutConsumer;
import io.millrace.constructs.streams.FanOutConsumerProps;
import io.millrace.constructs.testing.SynthesisedStack;
import io.millrace.constructs.testing.TestJar;
import io.millrace.contract.lifecycle.RunConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.services.kms.Key;

/** Whatever a release changes about an application and its streams, resources with state are updated and never replaced. */
class ReleaseTest {
    /** {@code createOnlyProperties} of the types' registry schemas. */
    private static final Map<String, List<String>> CREATE_ONLY = Map.of(
            "AWS::KinesisAnalyticsV2::Application", List.of("ApplicationName", "ApplicationMode"),
            "AWS::Kinesis::Stream", List.of("Name"),
            "AWS::Kinesis::StreamConsumer", List.of("ConsumerName", "StreamARN"));

    private static SynthesisedStack before;
    private static SynthesisedStack after;

    @BeforeAll
    static void synthesise(@TempDir Path folder) throws IOException {
        before = release(Files.createDirectory(folder.resolve("1")), EventStreamProps.onDemand(), false);
        after = release(
                Files.createDirectory(folder.resolve("2")),
                EventStreamProps.builder()
                        .shards(4)
                        .retention(Duration.ofDays(7))
                        .build(),
                true);
    }

    @Test
    void logicalIdsAndCreateOnlyPropertiesStay() {
        assertThat(createOnly(after)).hasSize(7).isEqualTo(createOnly(before));
    }

    @Test
    void theReleasesDifferInAllElse() {
        JsonNode old = before.properties("AWS::KinesisAnalyticsV2::Application");

        after.properties("AWS::KinesisAnalyticsV2::Application").properties().forEach(property -> {
            if (!property.getKey().equals("ApplicationName")
                    && !property.getKey().equals("ServiceExecutionRole")) {
                assertThat(old.get(property.getKey())).as(property.getKey()).isNotEqualTo(property.getValue());
            }
        });
    }

    private static SynthesisedStack release(Path folder, EventStreamProps streams, boolean next) throws IOException {
        LotterySpecimen specimen = new LotterySpecimen(
                folder.resolve("assembly"),
                next ? TestJar.declaringLotteryOnFlink2(folder) : TestJar.declaringNothing(folder));
        EventStream clicks = new EventStream(
                specimen.stack,
                "Clicks",
                streams.toBuilder().streamName("clicks").build());
        FanOutConsumer consumer =
                new FanOutConsumer(specimen.stack, "Consumer", new FanOutConsumerProps(clicks, "lottery"));
        UnaryOperator<FlinkApplicationProps.Builder> change = next
                ? application -> application
                        .description("next")
                        .runtime(FlinkRuntime.FLINK_2_2)
                        .capacity(Capacity.fixed(3))
                        .checkpointing(Checkpointing.every(Duration.ofSeconds(20)))
                        .snapshots(Snapshots.ENHANCED)
                        .systemRollback(SystemRollback.DISABLED)
                        .runConfiguration(RunConfiguration.skipRestore())
                        .maintenanceWindow(LocalTime.of(4, 0))
                        .encryptionKey(new Key(specimen.stack, "StateKey"))
                        .metricsLevel(MetricsLevel.TASK)
                : UnaryOperator.identity();
        specimen.define(change.apply(specimen.unbound()
                .applicationName("lottery")
                .job("lottery")
                .input("lottery-events", specimen.lotteryEvents)
                .input("user-events", consumer)
                .output("draws", specimen.draws)
                .output("rejected", specimen.rejected)
                .setting("draw.window", next ? "20 s" : "10 s")));
        return SynthesisedStack.of(specimen.stack);
    }

    private static Map<String, Map<String, JsonNode>> createOnly(SynthesisedStack release) {
        Map<String, Map<String, JsonNode>> found = new TreeMap<>();
        CREATE_ONLY.forEach((type, names) -> release.all(type).forEach((id, resource) -> {
            Map<String, JsonNode> values = new TreeMap<>();
            names.forEach(name -> values.put(name, resource.get("Properties").path(name)));
            found.put(id, values);
        }));
        return found;
    }
}
