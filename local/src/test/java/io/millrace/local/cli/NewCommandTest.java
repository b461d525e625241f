package io.millrace.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the command refuses. What it writes is tested with the archetype. */
class NewCommandTest {
    private final StringWriter error = new StringWriter();

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setErr(new PrintWriter(error));
        return commandLine.execute(arguments);
    }

    @Test
    void mistakesAreMistakesOfUseAndAllOfThemAreNamed() {
        assertThat(run("new", "Shop", "--package", "a-b", "--pipeline", "jenkins"))
                .isEqualTo(2);
        assertThat(error.toString())
                .contains(
                        "name must be at most 40 lower-case letters, digits and single hyphens, beginning with a letter, got"
                                + " 'Shop'",
                        "package must be the name of a Java package, got 'a-b'; choose one with --package",
                        "pipeline must be none or gitlab, got 'jenkins'",
                        "Usage: millrace new");
    }

    @Test
    void aDirectoryThatIsNotEmptyStays() {
        assertThat(run("new", "src")).isEqualTo(2);
        assertThat(error.toString())
                .contains("directory must be new or empty, got '"
                        + Path.of("src").toAbsolutePath() + "'; choose another name, or delete it");
        assertThat(Path.of("src/pom.xml")).doesNotExist();
    }

    @Test
    void aNameIsRequired() {
        assertThat(run("new")).isEqualTo(2);
        assertThat(error.toString()).contains("Missing required parameter: 'NAME'");
    }
}
