package io.millrace.lifecycle;

import static io.millrace.lifecycle.CustomResourceRequest.Type.CREATE;
import static io.millrace.lifecycle.CustomResourceRequest.Type.DELETE;
import static io.millrace.lifecycle.CustomResourceRequest.Type.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.lifecycle.StopMode;
import io.millrace.lifecycle.DeployModel.Call;
import io.millrace.lifecycle.DeployModel.Change;
import io.millrace.lifecycle.DeployModel.Event;
import io.millrace.lifecycle.DeployModel.Nature;
import io.millrace.lifecycle.DeployModel.Scenario;
import io.millrace.lifecycle.DeployModel.Status;
import io.millrace.lifecycle.DeployModel.Violation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Visits every state that a deploy can reach with two faults, breadth first, so that the path to a broken rule is the
 * shortest there is. {@code -Dmillrace.search.faults=3} searches deeper.
 */
class DeploySearchTest {
    private static final int FAULTS = Integer.getInteger("millrace.search.faults", 2);

    private record Node(DeployModel state, Optional<Node> parent, String event) {
        String path() {
            return parent.map(
                            before -> before.path() + "\n  minute %2d: %s -> %s".formatted(state.minute, event, state))
                    .orElse("");
        }
    }

    @Test
    void everyReachableStateKeepsTheRules() {
        long begin = System.nanoTime();
        Map<String, String> violations = new LinkedHashMap<>();
        int states = 0;
        int depth = 0;
        List<Scenario> scenarios = scenarios();
        for (Scenario scenario : scenarios) {
            Deque<Node> open = new ArrayDeque<>();
            Set<DeployModel> seen = new HashSet<>();
            DeployModel root = new DeployModel(scenario, FAULTS);
            open.add(new Node(root, Optional.empty(), ""));
            seen.add(root);
            while (!open.isEmpty()) {
                Node node = open.remove();
                depth = Math.max(depth, node.state.minute);
                for (Event event : Event.values()) {
                    int left = node.state.faults - (event == Event.NOTHING ? 0 : 1);
                    if (left < 0 || !node.state.allows(event)) {
                        continue;
                    }
                    for (Call call : left > 0 ? Call.values() : new Call[] {Call.ONCE}) {
                        String name = event + ", called " + call;
                        try {
                            DeployModel next = node.state.next(event, call);
                            if (seen.add(next) && !next.ended()) {
                                open.add(new Node(next, Optional.of(node), name));
                            }
                        } catch (Violation violation) {
                            violations.putIfAbsent(
                                    rule(violation),
                                    violation.getMessage() + "\n  " + scenario + node.path()
                                            + "\n  minute %2d: %s".formatted(node.state.minute + 1, name));
                        }
                    }
                }
            }
            states += seen.size();
        }
        System.out.printf(
                "%d scenarios, %d faults: %,d states, %d minutes deep, %.1f s%n",
                scenarios.size(), FAULTS, states, depth, (System.nanoTime() - begin) / 1e9);

        assertThat(violations.values())
                .as("\n" + String.join("\n", violations.values()))
                .isEmpty();
        assertThat(states).isGreaterThan(10_000);
    }

    /** A violation without the reason that the deploy gave. */
    private static String rule(Violation violation) {
        return violation.getMessage().replaceAll("; got .*", "");
    }

    private static List<Scenario> scenarios() {
        List<Scenario> scenarios = new ArrayList<>();
        for (Nature nature : Nature.values()) {
            scenarios.add(
                    new Scenario(CREATE, Change.CODE, nature, Status.READY, false, "", true, StopMode.WITH_SNAPSHOT));
        }
        for (Change change : Change.values()) {
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
                        DELETE, Change.WATCH, nature, Status.RUNNING, false, "StopApplication FAILED", true, mode));
            }
        }
        return scenarios;
    }
}
