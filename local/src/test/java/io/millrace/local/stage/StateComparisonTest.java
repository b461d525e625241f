package io.millrace.local.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.template.GivenValues;
import io.millrace.contract.service.ServiceQuotas;
import io.millrace.local.stage.StateComparison.Loss;
import io.millrace.local.stage.StateComparison.Release;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the comparison decides without starting anything; {@code StateGateIT} has two releases that differ. */
class StateComparisonTest {
    @TempDir
    private Path directory;

    private final List<String> events = new ArrayList<>();
    private CountingJobAssembly before;
    private CountingJobAssembly after;

    @BeforeEach
    void writeAssemblies() throws IOException {
        before = CountingJobAssembly.withoutCode(directory.resolve("before"));
        after = before.copyTo(directory.resolve("after"));
    }

    @Test
    void anApplicationWithTheSameJarAndPropertiesIsNotStarted() {
        assertThat(losses()).isEmpty();
        assertThat(events).isEmpty();
    }

    @Test
    void anApplicationThatIsRemovedLosesItsState() {
        after.leaveOutApplication();

        assertThat(losses())
                .containsExactly(new Loss(
                        "shop-Counting", "it is not in the new assembly, so all of its state would be lost", false));
    }

    @Test
    void stateOfFlink2IsLostToFlink1() {
        before.runOn("FLINK-2_2");

        assertThat(losses())
                .containsExactly(new Loss(
                        "shop-Counting",
                        "RuntimeEnvironment must stay on Flink 2, since Flink 1 does not restore its state, got 'FLINK-1_20';"
                                + " restore the snapshot from before the move instead",
                        false));
    }

    @Test
    void anApplicationThatMayStartWithoutStateIsNotStarted() throws IOException {
        after.rebuild();
        after.skipSnapshot();

        assertThat(losses()).isEmpty();
        assertThat(events).containsExactly("shop-Counting: its template lets it start without state");
    }

    private List<Loss> losses() {
        return new StateComparison("default", ServiceQuotas.DEFAULT, events::add)
                .losses(
                        new Release(before.directory(), GivenValues.NONE),
                        new Release(after.directory(), GivenValues.NONE));
    }
}
