package io.millrace.benchmarks;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;

/** The table of {@code docs/console.md} that says what each command prints as JSON. */
class JsonTableTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("millrace.home"), "docs/console.md");

    private static final Pattern SECTION = Pattern.compile("(?s)\n## JSON\n(.*?)\n## ");
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| (`.*?) \\|");
    private static final Pattern COMMAND = Pattern.compile("`([a-z -]+)`");

    @Test
    void theTableHasTheCommandsThatTakeTheOption() throws IOException {
        String section = SECTION.matcher(Files.readString(DOCUMENT))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);

        Set<String> listed = groups(FIRST_CELL, section)
                .flatMap(cell -> groups(COMMAND, cell))
                .collect(toCollection(TreeSet::new));

        assertThat(listed).isEqualTo(reporting());
    }

    private static Stream<String> groups(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult found) -> found.group(1));
    }

    private static Set<String> reporting() {
        return CommandsPageTest.PROGRAMS.stream()
                .flatMap(JsonTableTest::leaves)
                .filter(command -> command.findOption("--output") != null)
                .map(command -> command.qualifiedName().replaceFirst("^millrace ", ""))
                .collect(toCollection(TreeSet::new));
    }

    private static Stream<CommandSpec> leaves(CommandSpec command) {
        return command.subcommands().isEmpty()
                ? Stream.of(command)
                : command.subcommands().values().stream().flatMap(sub -> leaves(sub.getCommandSpec()));
    }
}
