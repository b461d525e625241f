package io.millrace.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.AssemblyFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A logical id is unique in its stack, and not in its stage. */
class SameLogicalIdTest {
    private static final String TEMPLATE =
            "{'Resources': {'Billing': {'Type': 'AWS::KinesisAnalyticsV2::Application'}}}";

    @TempDir
    private Path directory;

    private final StringWriter error = new StringWriter();
    private Path assembly;
    private Path jar;

    @BeforeEach
    void writeFiles() throws IOException {
        assembly = new AssemblyFiles(directory.resolve("cdk.out"))
                .write("manifest.json", "{'artifacts': {%s, %s}}".formatted(stack("one"), stack("two")))
                .write("one.template.json", TEMPLATE)
                .write("two.template.json", TEMPLATE)
                .directory();
        jar = Files.writeString(directory.resolve("job.jar"), "code");
    }

    private static String stack(String name) {
        return "'%s': {'type': 'aws:cloudformation:stack', 'environment': 'aws://unknown-account/unknown-region', 'properties': {'templateFile': '%s.template.json'}}"
                .formatted(name, name);
    }

    @Test
    void anOptionForTheOnlyApplicationIsRefused() {
        up("--jar", jar.toString());
        assertThat(error.toString())
                .isEqualTo(
                        "millrace: --jar must be APP=FILE unless there is one application, got '%s'; APP is one of: one-Billing, two-Billing%n"
                                .formatted(jar));

        up("--debug-port", "5005", "--jar", "one-Billing=" + jar);
        assertThat(error.toString())
                .contains(
                        "--debug-port must be APP=N unless there is one application, got '5005'; APP is one of: one-Billing, two-Billing");
    }

    @Test
    void theOptionIsRefusedAlsoIfBothAreChosenByTheIdAndIsThatOfOneChosenByItsName() {
        up("--application", "Billing", "--jar", jar.toString());
        assertThat(error.toString()).contains("APP is one of: one-Billing, two-Billing");

        up("--application", "two-Billing", "--jar", jar.toString());
        assertThat(error.toString()).contains("RuntimeEnvironment").doesNotContain("--jar");
    }

    /** What the plan has instead are ids, by which the process would start more than was asked for. */
    @Test
    void aDetachedStartIsGivenTheNamesAsTheyAre() {
        UpCommand command = new UpCommand();
        new CommandLine(command).parseArgs("--application", "two-Billing", "--application", "draws", "--detach");
        assertThat(command.planning()).startsWith("--application", "two-Billing", "--application", "draws");

        UpCommand all = new UpCommand();
        new CommandLine(all).parseArgs("--streams-only", "--max-parallelism", "2");
        assertThat(all.planning()).containsExactly("--streams-only", "--limits", "on", "--max-parallelism", "2");
    }

    private void up(String... options) {
        error.getBuffer().setLength(0);
        int code = Main.commandLine()
                .setErr(new PrintWriter(error, true))
                .execute(Stream.concat(Stream.of("local", "up", "--app", assembly.toString()), Stream.of(options))
                        .toArray(String[]::new));
        assertThat(code).isEqualTo(1);
    }
}
