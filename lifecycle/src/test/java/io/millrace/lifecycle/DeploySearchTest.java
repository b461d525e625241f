package io.millrace.lifecycle;

import static io.millrace.lifecycle.CustomResourceRequest.Type.CREATE;
import static io.millrace.lifecycle.CustomResourceRequest.Type.DELETE;
import static io.millrace.lifecycle.CustomResourceRequest.Type.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.lifecycle.StopMode;
import io.millrace.contract.search.StateSearch;
import io.millrace.lifecycle.DeployModel.Change;
import io.millrace.lifecycle.DeployModel.Nature;
import io.millrace.lifecycle.DeployModel.Scenario;
import io.millrace.lifecycle.DeployModel.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Visits every state that a deploy can reach with two faults, breadth first, so that the path to a broken rule is the
 * shortest there is. {@code -Dmillrace.search.faults=3} searches deeper.
 */
class DeploySearchTest {
    private static final int FAULTS = Integer.getInteger("millrace.search.faults", 2);

    @Test
    void everyReachableStateKeepsTheRules() {
        StateSearch search = StateSearch.from(scenarios().stream()
                .map(scenario -> new DeployModel(scenario, FAULTS))
                .toList());
        System.out.println("a deploy: " + search);

        assertThat(search.broken()).as(search.toString()).isEmpty();
        assertThat(search.states()).isGreaterThan(10_000);
    }

    private static List<Scenario> scenarios() {
        List<Scenario> scenarios = new ArrayList<>();
        for (Nature nature : Nature.values()) {
            scenarios.add(new Scenario(
                    CREATE, Change.CODE, nature, 'B', Status.READY, false, "", true, StopMode.WITH_SNAPSHOT));
        }
        for (Status before : new Status[] {Status.RUNNING, Status.READY}) {
            for (Nature nature : Nature.values()) {
                for (char bad : new char[] {'B', 'C'}) {
                    scenarios.add(runConfiguration(Change.CODE_AND_RUN_CONFIGURATION, nature, bad, before));
                }
                scenarios.add(runConfiguration(Change.RUN_CONFIGURATION, nature, 'C', before));
            }
        }
        for (Change change :
                new Change[] {Change.CODE, Change.CONFIGURATION, Change.DIGEST, Change.PERMISSIONS, Change.WATCH}) {
            boolean version = change == Change.CODE || change == Change.CONFIGURATION;
            for (Nature nature : Nature.values()) {
                boolean loses = change == Change.PERMISSIONS && nature == Nature.RESTARTS_ALL_THE_TIME;
                if (nature != Nature.GOOD && !version && !loses) {
                    continue;
                }
                for (Status before :
                        version ? new Status[] {Status.RUNNING, Status.READY} : new Status[] {Status.RUNNING}) {
                    for (boolean systemRollback : version ? new boolean[] {false, true} : new boolean[] {false}) {
                        for (String history : new String[] {
                            "", "UpdateApplication FAILED", "RollbackApplication SUCCESSFUL", "StartApplication FAILED"
                        }) {
                            for (boolean shows : version ? new boolean[] {true, false} : new boolean[] {true}) {
                                scenarios.add(new Scenario(
                                        UPDATE,
                                        change,
                                        nature,
                                        'B',
                                        before,
                                        systemRollback,
                                        history,
                                        shows,
                                        StopMode.WITH_SNAPSHOT));
                            }
                        }
                    }
                }
            }
        }
        for (StopMode mode : StopMode.values()) {
            for (Nature nature : new Nature[] {Nature.GOOD, Nature.RESTARTS_ALL_THE_TIME}) {
                scenarios.add(new Scenario(
                        DELETE,
                        Change.WATCH,
                        nature,
                        'B',
                        Status.RUNNING,
                        false,
                        "StopApplication FAILED",
                        true,
                        mode));
            }
        }
        return scenarios;
    }

    private static Scenario runConfiguration(Change change, Nature nature, char bad, Status before) {
        return new Scenario(UPDATE, change, nature, bad, before, false, "", true, StopMode.WITH_SNAPSHOT);
    }
}
