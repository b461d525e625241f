package io.millrace.local.cli;

import io.millrace.local.cli.options.DurationText;
import io.millrace.local.cli.options.FailurePrinter;
import io.millrace.local.cli.options.TimeText;
import io.millrace.local.cli.output.CommandList;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The entry point of the command line. */
@Command(
        name = "millrace",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        customSynopsis = "./millrace COMMAND [OPTION ...]",
        versionProvider = Main.JarVersion.class,
        description = "Streaming infrastructure as code, on this machine.",
        subcommands = {
            LocalCommand.class,
            ConsoleCommand.class,
            DemoCommand.class,
            CostCommand.class,
            NewCommand.class,
            RehearseCommand.class
        })
public final class Main {
    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** All commands, to run one without the end of this process, or to read their help. */
    public static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandList());
        return FailurePrinter.installOn(commandLine)
                .registerConverter(Duration.class, DurationText::parse)
                .registerConverter(Instant.class, TimeText::parse)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** The version in the jar's manifest. */
    static final class JarVersion implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"Millrace " + Objects.requireNonNullElse(version, "(not packaged)")};
        }
    }
}
