package io.millrace.benchmarks;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;

/** One description of a command gives its help and its section in {@code docs/commands.md}. */
class CommandsPageTest {
    private static final Path HOME = Path.of(System.getProperty("millrace.home"));
    private static final Path DOCUMENT = HOME.resolve("docs/commands.md");

    private static final Pattern LISTED = Pattern.compile("(?m)^  ([a-z]+) {2,}(\\S.*(?:\n {22}\\S.*)*)$");
    private static final Pattern DISPATCHED = Pattern.compile("(?m)^  ([a-z]+(?: \\| [a-z-]+)*)\\)$");

    private static final CommandSpec LOCAL = CommandSpec.forAnnotatedObject(io.millrace.local.cli.Main.class);
    static final List<CommandSpec> PROGRAMS = List.of(LOCAL, CommandSpec.forAnnotatedObject(BenchCommand.class));

    private static String script;
    /** The descriptions in the script's own help, by command. */
    private static Map<String, String> listed;

    @BeforeAll
    static void readTheScript() throws IOException {
        script = Files.readString(HOME.resolve("millrace"));
        listed = new TreeMap<>();
        Matcher line = LISTED.matcher(script.substring(0, script.indexOf("say()")));
        while (line.find()) {
            listed.put(line.group(1), line.group(2).replaceAll("\\s+", " "));
        }
    }

    @Test
    void thePageIsThatOfTheDescriptions() throws IOException {
        CommandsPage page = page();
        if ("renew".equals(System.getProperty("millrace.commands"))) {
            Files.writeString(DOCUMENT, page.text());
        }

        assertThat(page.mistakes()).isEmpty();
        assertThat(DOCUMENT)
                .as("renew it with -Dmillrace.commands=renew; do not edit it by hand")
                .hasContent(page.text());
    }

    @Test
    void everyCommandOfTheScriptIsOnThePage() {
        Set<String> dispatched = DISPATCHED
                .matcher(script.substring(script.indexOf("case ${1:-help}")))
                .results()
                .flatMap(branch -> Arrays.stream(branch.group(1).split(" \\| ")))
                .filter(name -> !name.startsWith("-"))
                .collect(toCollection(TreeSet::new));
        Set<String> described = ofScript().keySet().stream().collect(toCollection(TreeSet::new));
        described.addAll(described().keySet());

        assertThat(dispatched).hasSizeGreaterThan(8).isEqualTo(described);
    }

    @Test
    void theScriptDescribesACommandAsItsHelpDoes() {
        described().forEach((name, text) -> assertThat(listed.get(name))
                .as("millrace, usage: " + name)
                .startsWith(text.replaceFirst("[.]$", "")));
    }

    private static CommandsPage page() {
        return new CommandsPage(PROGRAMS, ofScript());
    }

    /** The commands that are not of a Java program. */
    private static Map<String, String> ofScript() {
        Map<String, String> ofScript = new TreeMap<>(listed);
        ofScript.keySet().removeAll(described().keySet());
        return ofScript;
    }

    /** What the programs say of their commands, without subcommands. */
    private static Map<String, String> described() {
        Map<String, String> described = new TreeMap<>();
        LOCAL.subcommands().forEach((name, command) -> described.put(name, first(command.getCommandSpec())));
        PROGRAMS.stream()
                .filter(program -> program != LOCAL)
                .forEach(program -> described.put(program.name().replaceFirst("^millrace ", ""), first(program)));
        return described;
    }

    private static String first(CommandSpec command) {
        return command.usageMessage().description()[0];
    }
}
