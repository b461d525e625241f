package io.millrace.benchmarks;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The page of all commands, made from the descriptions that also give their help. Picocli's own generator writes manual pages in
 * AsciiDoc, which need another tool to become Markdown, and a file for each command.
 */
final class CommandsPage {
    private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("Run a stage", List.of("local up", "local status", "local down", "demo", "console"));
        GROUPS.put("Records", List.of("local put", "local tail", "local replay"));
        GROUPS.put("Look into a stage", List.of("local explain", "local history", "local inspect"));
        GROUPS.put(
                "Change applications",
                List.of("local snapshot", "local update", "local rollback", "local check-state"));
        GROUPS.put("Projects and assemblies", List.of("new", "build", "synth", "cost", "rehearse", "bench", "help"));
    }

    private static final String HELP = "--help";
    private static final String VERBOSE = "--verbose";
    private static final String OUTPUT = "--output";
    /** Described once. */
    private static final List<String> SHARED = List.of(HELP, VERBOSE, OUTPUT);

    private static final Comparator<OptionSpec> ORDER =
            Comparator.comparing((OptionSpec option) -> !isRequired(option)).thenComparing(OptionSpec::longestName);

    private static final Pattern CODE = Pattern.compile("(?<=^|[ (,])(?:'([^']+)'|--[a-z][a-z-]*)(?=[ ,.;:)]|$)");

    private final Map<String, CommandSpec> commands = new TreeMap<>();
    private final Map<String, String> ofScript;

    /**
     * @param programs the commands, with or without subcommands
     * @param ofScript the descriptions of the commands that take no options, by name
     */
    CommandsPage(List<CommandSpec> programs, Map<String, String> ofScript) {
        this.ofScript = ofScript;
        programs.forEach(this::add);
    }

    private void add(CommandSpec command) {
        command.subcommands().values().forEach(each -> add(each.getCommandSpec()));
        if (command.subcommands().isEmpty()) {
            commands.put(command.qualifiedName().replaceFirst("^millrace ", ""), command);
        }
    }

    /** What lacks a place or a description. */
    List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        Set<String> grouped = new TreeSet<>();
        GROUPS.values().forEach(grouped::addAll);
        Set<String> known = new TreeSet<>(commands.keySet());
        known.addAll(ofScript.keySet());
        known.stream().filter(name -> !grouped.contains(name)).forEach(name -> mistakes.add(name + " has no group"));
        grouped.stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> mistakes.add(name + " has a group, but there is no such command"));
        commands.forEach((name, command) -> {
            Consumer<String> checked =
                    what -> mistakes.add("%s must have a description that is a sentence".formatted(what));
            check(name, description(command), checked);
            command.args().forEach(arg -> check(name + " " + label(arg), description(command, arg), checked));
        });
        ofScript.forEach((name, text) -> check(name, text, what -> mistakes.add(what + " must be described")));
        return mistakes;
    }

    private static void check(String what, String description, Consumer<String> mistake) {
        boolean isSentence = description.matches("(?s)[A-Z].*[.)]|[a-z]+(,| or) .*[.]");
        if (!isSentence) {
            mistake.accept(what);
        }
    }

    String text() {
        StringBuilder page = new StringBuilder("""
                # Commands

                Made from the descriptions that also give each command's help; edit those, and renew this page:

                ```sh
                ./mvnw test -pl benchmarks -am -Dtest=CommandsPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dmillrace.commands=renew
                ```

                Exit codes: 0 success, 1 failure, 2 wrong usage; some commands say below what a failure is. What a command is asked
                for goes to standard output, everything else to standard error. The scripts in `deploy/`, which promote a release,
                are in [operating](operating.md#promote).

                """);
        GROUPS.forEach((group, names) -> {
            page.append("**%s**%n%n| command | what it does | `-o json` |%n| --- | --- | --- |%n".formatted(group));
            names.forEach(name -> page.append("| [`%s`](#%s) | %s | %s |%n"
                    .formatted(
                            name, name.replace(' ', '-'), prose(description(name)), takes(name, OUTPUT) ? "yes" : "")));
            page.append(System.lineSeparator());
        });
        page.append("## Options of several commands\n\n");
        SHARED.forEach(name -> page.append("- ").append(shared(name)).append('\n'));
        GROUPS.forEach((group, names) -> {
            page.append("\n## %s\n".formatted(group));
            names.forEach(name -> page.append("\n### %s\n\n%s\n".formatted(name, section(name))));
        });
        return page.toString();
    }

    private String description(String name) {
        return Optional.ofNullable(commands.get(name))
                .map(CommandsPage::description)
                .orElseGet(() -> ofScript.getOrDefault(name, ""));
    }

    private boolean takes(String name, String option) {
        return commands.containsKey(name) && commands.get(name).findOption(option) != null;
    }

    private String shared(String option) {
        CommandSpec one = commands.values().stream()
                .filter(command -> command.findOption(option) != null)
                .findFirst()
                .orElseThrow();
        List<String> without = GROUPS.values().stream()
                .flatMap(List::stream)
                .filter(name -> !takes(name, option))
                .map(name -> "`" + name + "`")
                .toList();
        return "%s All commands except %s.".formatted(item(one, one.findOption(option)), list(without));
    }

    private String section(String name) {
        CommandSpec command = commands.get(name);
        if (command == null) {
            return "%s%n%n```text%n./millrace %s%n```".formatted(prose(description(name)), name);
        }
        List<OptionSpec> options = command.options().stream()
                .filter(option -> !option.hidden() && !SHARED.contains(option.longestName()))
                .sorted(ORDER)
                .toList();
        List<String> blocks = new ArrayList<>();
        blocks.add(prose(description(command)));
        blocks.add("```text\n./millrace %s%s\n```".formatted(name, synopsis(command, options)));
        String items = Stream.concat(command.positionalParameters().stream(), options.stream())
                .map(arg -> "- " + item(command, arg))
                .collect(joining("\n"));
        blocks.add(items);
        command.argGroups().forEach(group -> blocks.add(choice(group)));
        lines(command.usageMessage().footer()).map(CommandsPage::prose).forEach(blocks::add);
        return blocks.stream().filter(block -> !block.isEmpty()).collect(joining("\n\n"));
    }

    private static String synopsis(CommandSpec command, List<OptionSpec> options) {
        StringBuilder synopsis = new StringBuilder();
        options.stream().filter(CommandsPage::isRequired).forEach(option -> synopsis.append(' ')
                .append(label(option)));
        if (options.stream().anyMatch(option -> !isRequired(option))) {
            synopsis.append(" [OPTION ...]");
        }
        command.positionalParameters().forEach(parameter -> synopsis.append(' ').append(label(parameter)));
        return synopsis.toString();
    }

    private static String item(CommandSpec command, ArgSpec arg) {
        return "`%s`%s: %s"
                .formatted(label(arg), isRequired(arg) ? ", required" : "", prose(description(command, arg)));
    }

    /** Not a positional parameter, and not an option that is required among others of its group. */
    private static boolean isRequired(ArgSpec arg) {
        return arg.isOption() && arg.required() && arg.group() == null;
    }

    private static String label(ArgSpec arg) {
        if (arg instanceof PositionalParamSpec parameter) {
            String repeated = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
            return parameter.hideParamSyntax()
                    ? parameter.paramLabel()
                    : parameter.required() ? repeated : "[" + repeated + "]";
        }
        OptionSpec option = (OptionSpec) arg;
        String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        String names = Arrays.stream(option.names())
                .sorted(Comparator.comparing(String::length))
                .collect(joining(", "));
        return names + value + (option.splitRegex().isEmpty() ? "" : "[,...]");
    }

    private static String choice(ArgGroupSpec group) {
        List<String> names = group.args().stream()
                .map(arg -> "`" + ((OptionSpec) arg).longestName() + "`")
                .toList();
        return "%s of %s may be given.".formatted(group.multiplicity().min() == 0 ? "At most one" : "One", list(names));
    }

    private static String list(List<String> names) {
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    private static String description(CommandSpec command) {
        return lines(command.usageMessage().description()).collect(joining(" "));
    }

    private static Stream<String> lines(String... texts) {
        return Arrays.stream(texts).flatMap(text -> text.formatted().lines()).filter(line -> !line.isBlank());
    }

    /** With its default value and its choices, as the help has it. */
    private static String description(CommandSpec command, ArgSpec arg) {
        Help help = new Help(command, Help.defaultColorScheme(Ansi.OFF));
        Text[][] rows = arg instanceof OptionSpec option
                ? help.createDefaultOptionRenderer().render(option, help.parameterLabelRenderer(), help.colorScheme())
                : help.createDefaultParameterRenderer()
                        .render((PositionalParamSpec) arg, help.parameterLabelRenderer(), help.colorScheme());
        return Arrays.stream(rows)
                .map(row -> row[row.length - 1].toString())
                .filter(text -> !text.isBlank())
                .collect(joining(" "));
    }

    /** Quoted words and options become code, and documents links. */
    private static String prose(String text) {
        String escaped = text.replace("*", "\\*").replace("<", "&lt;");
        return CODE.matcher(escaped)
                .replaceAll(found ->
                        Matcher.quoteReplacement("`" + Objects.requireNonNullElse(found.group(1), found.group()) + "`"))
                .replaceAll("docs/([a-z]+\\.md)", "[$1]($1)");
    }
}
