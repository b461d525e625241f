package io.millrace.constructs.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.constructs.testing.SynthesisedStack;
import io.millrace.contract.search.StateSearch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Visits every state that the synthesised state machine can reach with one fault, beside a deploy and under any load.
 * {@code -Dmillrace.search.faults=2} searches deeper.
 */
class ScalingSearchTest {
    private static final int FAULTS = Integer.getInteger("millrace.search.faults", 1);

    @Test
    void everyReachableStateKeepsTheRules(@TempDir Path folder) throws IOException {
        ScaledLottery lottery = new ScaledLottery(folder);
        new ApplicationScaling(
                lottery.stack,
                "Scaling",
                ApplicationScalingProps.builder(
                                lottery.application(), lottery.desired, ScalingModel.MINIMUM, ScalingModel.MAXIMUM)
                        .on(ScaledLottery.LAG)
                        .build());
        SynthesisedStack template = SynthesisedStack.of(lottery.stack);
        ScalingModel.Machine machine = new ScalingModel.Machine(
                new ScalingMachine(template),
                List.copyOf(template.all("AWS::CloudWatch::Alarm").keySet()));

        StateSearch search = StateSearch.from(List.of(
                new ScalingModel(machine, 4, 4, FAULTS),
                new ScalingModel(machine, 12, 12, FAULTS),
                new ScalingModel(machine, 6, 12, FAULTS)));
        System.out.println("scaling: " + search);

        assertThat(search.broken()).as(search.toString()).isEmpty();
        assertThat(search.states()).isGreaterThan(10_000);
    }
}
