package io.millrace.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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

    @Test
    void theClassPathOfAProgramInAJarHasNoDirectories() {
        assertThat(entries(Test.class)).isNotEmpty().allSatisfy(entry -> assertThat(entry)
                .isRegularFile());
        assertThat(entries(JavaCommandTest.class))
                .anySatisfy(entry -> assertThat(entry).isDirectory());
    }

    private static List<Path> entries(Class<?> main) {
        return new JavaCommand(List.of(), JavaCommand.ownClassPath(main.getName()), main.getName(), List.of())
                .classPathFiles();
    }
}
