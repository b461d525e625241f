package io.millrace.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/** A command that is asked for JSON prints its failure as JSON, wherever in the line it is asked. */
class JsonFailuresTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @MethodSource("reporting")
    void wrongUsageIsAnObject(String command) throws JsonProcessingException {
        assertThat(run(command + " --qqq -o json")).isEqualTo(ExitCode.USAGE);

        assertThat(error()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("reporting")
    void wrongUsageIsTextWithTheUsageOtherwise(String command) {
        assertThat(run(command + " --qqq")).isEqualTo(ExitCode.USAGE);

        assertThat(err.toString()).contains("Usage: millrace " + command);
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local tail Orders --max many --output=json",
                "local tail -o JSON Orders --max many",
                "local tail Orders --max -o json"
            })
    void soIsAValueThatIsWrongOrMissing(String line) throws JsonProcessingException {
        assertThat(run(line)).isEqualTo(ExitCode.USAGE);

        assertThat(error()).contains("'--max'");
    }

    /** That of the only object on standard error. */
    private String error() throws JsonProcessingException {
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).hasLineCount(1);
        JsonNode printed = new JsonMapper().readTree(err.toString());
        assertThat(printed.fieldNames()).toIterable().containsExactly("error");
        return printed.get("error").textValue();
    }

    static Stream<String> reporting() {
        return leaves(Main.commandLine())
                .filter(command -> command.getCommandSpec().findOption("--output") != null)
                .map(command -> command.getCommandSpec().qualifiedName().replaceFirst("^millrace ", ""));
    }

    private static Stream<CommandLine> leaves(CommandLine command) {
        return command.getSubcommands().isEmpty()
                ? Stream.of(command)
                : command.getSubcommands().values().stream().flatMap(JsonFailuresTest::leaves);
    }

    private int run(String line) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line.split(" "));
    }
}
