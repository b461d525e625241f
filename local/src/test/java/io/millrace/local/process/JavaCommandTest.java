package io.millrace.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JavaCommandTest {
    /** The build gives its tests a MILLRACE_JVM_OPTIONS with these options. */
    @Test
    void optionsOfTheEnvironmentFollowTheCommandsOwnAndSoWin() {
        JavaCommand command = new JavaCommand(List.of("-XX:TieredStopAtLevel=4"), "a.jar", "Main", List.of("argument"));

        assertThat(command.detached())
                .containsSubsequence(
                        "-XX:TieredStopAtLevel=4",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:ReservedCodeCacheSize=240m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        "a.jar",
                        "Main",
                        "argument");
    }
}
