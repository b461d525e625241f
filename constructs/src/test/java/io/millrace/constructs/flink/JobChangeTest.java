package io.millrace.constructs.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.lifecycle.Lifecycle;
import io.millrace.constructs.testing.SynthesisedStack;
import io.millrace.constructs.testing.TestJar;
import io.millrace.contract.lifecycle.RunConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** A change of the job changes the resource that starts and watches it; otherwise CloudFormation would not call it. */
class JobChangeTest {
    private static final List<Change> CHANGES = List.of(
            new Change("ConfigurationHash", builder -> builder.setting("draw.title", "pepper")),
            new Change("ConfigurationHash", builder -> builder.capacity(Capacity.fixed(2))),
            new Change(
                    "ConfigurationHash",
                    builder -> builder.capacity(
                            Capacity.builder(1).parallelismPerKpu(2).build())),
            new Change(
                    "ConfigurationHash", builder -> builder.checkpointing(Checkpointing.every(Duration.ofSeconds(10)))),
            new Change("ConfigurationHash", builder -> builder.logLevel(LogLevel.WARN)),
            new Change("ConfigurationHash", builder -> builder.snapshots(Snapshots.ENHANCED)),
            new Change("RuntimeEnvironment", builder -> builder.runtime(FlinkRuntime.FLINK_1_19)),
            new Change("RestoreType", builder -> builder.runConfiguration(RunConfiguration.skipRestore())),
            new Change(
                    "AllowNonRestoredState",
                    builder -> builder.runConfiguration(RunConfiguration.builder()
                            .nonRestoredState(RunConfiguration.NonRestoredState.ALLOWED)
                            .build())));

    /** The properties without a change, with each of the changes, and with another description. */
    private static final List<JsonNode> PROPERTIES = new ArrayList<>();

    @BeforeAll
    static void synthesise(@TempDir Path folder) throws IOException {
        App app = new App(
                AppProps.builder().outdir(folder.resolve("assembly").toString()).build());
        Path jar = TestJar.declaringLottery(folder);
        List<UnaryOperator<FlinkApplicationProps.Builder>> changes = new ArrayList<>();
        changes.add(UnaryOperator.identity());
        CHANGES.forEach(change -> changes.add(change.apply()));
        changes.add(builder -> builder.description("another"));
        changes.add(UnaryOperator.identity());
        List<Stack> stacks = new ArrayList<>();
        for (UnaryOperator<FlinkApplicationProps.Builder> change : changes) {
            LotterySpecimen specimen = new LotterySpecimen(app, "Stack" + stacks.size(), jar);
            FlinkApplication application =
                    specimen.define(change.apply(specimen.application().lifecycle(Lifecycle.defaults())));
            if (stacks.size() == changes.size() - 1) {
                application
                        .getGrantPrincipal()
                        .addToPrincipalPolicy(PolicyStatement.Builder.create()
                                .actions(List.of("s3:GetObject"))
                                .resources(List.of("arn:aws:s3:::models/*"))
                                .build());
            }
            stacks.add(specimen.stack);
        }
        stacks.forEach(stack -> PROPERTIES.add(SynthesisedStack.of(stack).properties("Custom::MillraceJobLifecycle")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void anyChangeIsSeen(String property, int index) {
        assertThat(changed(index)).containsExactly(property);
    }

    static Stream<Arguments> changes() {
        return IntStream.range(0, CHANGES.size())
                .mapToObj(i -> Arguments.of(CHANGES.get(i).property(), i + 1));
    }

    @Test
    void whatDoesNotChangeTheJobIsNotSeen() {
        assertThat(PROPERTIES.get(CHANGES.size() + 1)).isEqualTo(PROPERTIES.get(0));
    }

    /** A job that lost a permission restarts all the time. */
    @Test
    void aChangeOfItsPermissionsAloneIsSeen() {
        assertThat(changed(CHANGES.size() + 2)).containsExactly("PermissionsHash");
    }

    private static List<String> changed(int index) {
        return PROPERTIES.get(index).properties().stream()
                .filter(entry -> !entry.getValue().equals(PROPERTIES.get(0).get(entry.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private record Change(String property, UnaryOperator<FlinkApplicationProps.Builder> apply) {}
}
