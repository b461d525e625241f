package io.millrace.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.assembly.AssemblyFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RehearseCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aCleanRehearsalIsASuccess() {
        assertThat(run("--stage", "default", assembly("one", "'Name': 'one'"))).isZero();
        assertThat(out.toString()).contains("step 1: deploy one: 1 created");
    }

    @Test
    void aLossIsAFailureUnlessItIsAccepted() {
        String one = assembly("one", "'Name': 'one'");
        String two = assembly("two", "'Name': 'two'");

        assertThat(run("--stage", "default", one, two)).isEqualTo(1);
        assertThat(run("--stage", "default", "--accept-losses", one, two)).isZero();
    }

    @Test
    void aRefusalIsAFailureAlsoIfLossesAreAccepted() {
        String one = assembly("one", "'ShardCount': 1");
        String two = assembly("two", "'ShardCount': 3");

        assertThat(run("--stage", "default", "--accept-losses", one, two)).isEqualTo(1);
        assertThat(out.toString()).contains("ShardCount must be between half and twice 1, got '3'");
    }

    @Test
    void programsReadTheSame() throws IOException {
        String one = assembly("one", "'Name': 'one'");
        String two = assembly("two", "'Name': 'two'");

        assertThat(run("--stage", "default", "-o", "json", one, two)).isEqualTo(1);

        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.get("clean").booleanValue()).isFalse();
        assertThat(report.get("refused").booleanValue()).isFalse();
        assertThat(report.at("/steps/1/release").textValue()).isEqualTo("two");
        assertThat(report.at("/steps/1/stacks/0/changes/0/kind").textValue()).startsWith("REPLACED");
        assertThat(report.get("findings")).anySatisfy(finding -> {
            assertThat(finding.get("severity").textValue()).isEqualTo("LOSS");
            assertThat(finding.get("subject").textValue()).isEqualTo("Orders");
        });
    }

    @Test
    void programsReadFailuresToo() throws IOException {
        assertThat(run("--stage", "default", "-o", "json", directory.toString()))
                .isEqualTo(2);
        assertThat(new ObjectMapper().readTree(err.toString()).get("error").textValue())
                .contains("is not a cloud assembly");
    }

    @Test
    void whatIsNoAssemblyIsWrongUsage() {
        assertThat(run("--stage", "default", directory.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("is not a cloud assembly");
        assertThat(run("--stage", "prod", assembly("one", ""))).isEqualTo(2);
        assertThat(run("--stage", "default")).isEqualTo(2);
    }

    @Test
    void helpHasTheExitCodes() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("Exit codes: 0 if nothing is refused");
    }

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(buffered(out)).setErr(buffered(err));
        return commandLine.execute(
                Stream.concat(Stream.of("rehearse"), Stream.of(arguments)).toArray(String[]::new));
    }

    /** As the console is. */
    private static PrintWriter buffered(StringWriter text) {
        return new PrintWriter(new BufferedWriter(text), true);
    }

    private String assembly(String name, String properties) {
        return new AssemblyFiles(directory.resolve(name))
                .oneStack(
                        "{'Resources': {'Orders': {'Type': 'AWS::Kinesis::Stream', 'Properties': {%s}}}}"
                                .formatted(properties),
                        "a.jar")
                .directory()
                .toString();
    }
}
