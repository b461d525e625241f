package io.millrace.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.lifecycle.StopMode;
import io.millrace.contract.search.StateSearch;
import io.millrace.lifecycle.StopModel.Nature;
import io.millrace.lifecycle.StopModel.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Visits every state that a delete can reach with two faults. {@code -Dmillrace.search.faults=3} searches deeper.
 */
class StopSearchTest {
    private static final int FAULTS = Integer.getInteger("millrace.search.faults", 2);

    @Test
    void everyReachableStateKeepsTheRules() {
        StateSearch search = StateSearch.from(scenarios().stream()
                .map(scenario -> new StopModel(scenario, FAULTS))
                .toList());
        System.out.println("a stop: " + search);

        assertThat(search.broken()).as(search.toString()).isEmpty();
        assertThat(search.states()).isGreaterThan(10_000);
    }

    private static List<Scenario> scenarios() {
        List<Scenario> scenarios = new ArrayList<>();
        for (StopMode mode : StopMode.values()) {
            for (Nature nature : Nature.values()) {
                for (int snapshot : new int[] {1, 7}) {
                    scenarios.add(new Scenario(mode, nature, "RUNNING", 0, snapshot, snapshot == 1, false));
                }
                for (int busy : new int[] {1, 8, 16}) {
                    scenarios.add(new Scenario(mode, nature, "UPDATING", busy, 3, false, false));
                }
            }
            for (String status : List.of("STARTING", "MAINTENANCE", "ROLLING_BACK", "STOPPING", "FORCE_STOPPING")) {
                scenarios.add(new Scenario(mode, Nature.GOOD, status, 4, 3, false, false));
            }
            for (String status : List.of("READY", "DELETING")) {
                scenarios.add(new Scenario(mode, Nature.GOOD, status, 0, 1, true, false));
            }
            for (String status : List.of("RUNNING", "UPDATING", "STARTING", "READY")) {
                scenarios.add(new Scenario(mode, Nature.GOOD, status, 4, 3, false, true));
            }
        }
        return scenarios;
    }
}
