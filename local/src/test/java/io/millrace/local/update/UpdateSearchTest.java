package io.millrace.local.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.search.StateSearch;
import io.millrace.local.stage.CountingJobAssembly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Carries out updates and rollbacks with one fault at every step in turn. {@code -Dmillrace.search.faults=2} has each pair.
 */
class UpdateSearchTest {
    private static final int FAULTS = Integer.getInteger("millrace.search.faults", 1);

    @Test
    void everyRunKeepsTheRules(@TempDir Path directory) throws IOException {
        Map<String, CountingJobAssembly> assemblies = new HashMap<>();
        for (String color : List.of("blue", "green", "red", "failing", "crashing")) {
            CountingJobAssembly assembly =
                    CountingJobAssembly.withoutCode(Files.createDirectory(directory.resolve(color)));
            switch (color) {
                case "failing" -> assembly.set("fails", "out of luck");
                case "crashing" -> assembly.set("crashes", "out of luck");
                default -> assembly.set("color", color);
            }
            assemblies.put(color, assembly);
        }
        UpdateRun.Stages stages = new UpdateRun.Stages(directory, assemblies);

        StateSearch search = StateSearch.from(Arrays.stream(UpdateRun.Action.values())
                .map(action -> new UpdateRun(stages, action, FAULTS))
                .toList());
        System.out.println("a local update: " + search);

        assertThat(search.broken()).as(search.toString()).isEmpty();
        assertThat(search.states()).isGreaterThan(200);
    }
}
