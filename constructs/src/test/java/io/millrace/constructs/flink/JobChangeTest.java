package io.millrace.constructs.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.lifecycle.Lifecycle;
import io.millrace.constructs.testing.SynthesisedStack;
import io.millrace.constructs.testing.TestJar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What changes the job changes the resource that starts and watches it; else CloudFormation would not ask it. */
class JobChangeTest {
    @TempDir
    static Path folder;

    private static JsonNode unchanged;

    @BeforeAll
    static void synthesise() throws IOException {
        unchanged = lifecycleOf(UnaryOperator.identity());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void anyChangeIsSeen(String property, UnaryOperator<FlinkApplicationBuilder> change) throws IOException {
        JsonNode changed = lifecycleOf(change);

        assertThat(changed.properties())
                .filteredOn(entry -> !entry.getValue().equals(unchanged.get(entry.getKey())))
                .extracting(Map.Entry::getKey)
                .containsExactly(property);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("ConfigurationHash", builder -> builder.setting("draw.title", "pepper")),
                change("ConfigurationHash", builder -> builder.capacity(Capacity.fixed(2))),
                change(
                        "ConfigurationHash",
                        builder -> builder.capacity(Capacity.fixed(1).parallelismPerKpu(2))),
                change(
                        "ConfigurationHash",
                        builder -> builder.checkpointing(Checkpointing.every(Duration.ofSeconds(10)))),
                change("ConfigurationHash", builder -> builder.logLevel(LogLevel.WARN)),
                change("RuntimeEnvironment", builder -> builder.runtime(FlinkRuntime.FLINK_1_19)),
                change("RestoreType", builder -> builder.runConfiguration(RunConfiguration.skipRestore())),
                change(
                        "AllowNonRestoredState",
                        builder -> builder.runConfiguration(
                                RunConfiguration.latestSnapshot().allowNonRestoredState())));
    }

    @Test
    void whatDoesNotChangeTheJobIsNotSeen() throws IOException {
        assertThat(lifecycleOf(builder -> builder.description("another"))).isEqualTo(unchanged);
    }

    private static Arguments change(String property, UnaryOperator<FlinkApplicationBuilder> change) {
        return Arguments.of(property, change);
    }

    private static JsonNode lifecycleOf(UnaryOperator<FlinkApplicationBuilder> change) throws IOException {
        LotterySpecimen specimen = new LotterySpecimen(folder.resolve("assembly"), TestJar.declaringLottery(folder));
        change.apply(specimen.application().lifecycle(Lifecycle.defaults())).build();
        return SynthesisedStack.of(specimen.stack).properties("Custom::MillraceJobLifecycle");
    }
}
