package io.millrace.local.cli.output;

import static java.util.stream.Collectors.joining;

import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/** The command list of the top-level help: every command by its full name, with the first line of its description. */
public final class CommandList implements IHelpSectionRenderer {
    @Override
    public String render(Help help) {
        return commands(help.commandSpec().commandLine()).map(CommandList::line).collect(joining());
    }

    private static Stream<CommandLine> commands(CommandLine command) {
        return command.getSubcommands().isEmpty()
                ? Stream.of(command)
                : command.getSubcommands().values().stream().flatMap(CommandList::commands);
    }

    private static String line(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName().replaceFirst("^millrace ", "");
        String[] description = command.getCommandSpec().usageMessage().description();
        return "  %-18s  %s%n".formatted(name, description.length == 0 ? "" : description[0]);
    }
}
