package io.millrace.local.cli;

import picocli.CommandLine.Command;

/** The commands for stages on this machine. */
@Command(
        name = "local",
        synopsisSubcommandLabel = "COMMAND",
        description = "Run a stage of the cloud assembly on this machine, without Docker and without AWS.",
        subcommands = {
            UpCommand.class,
            PutCommand.class,
            TailCommand.class,
            StatusCommand.class,
            ExplainCommand.class,
            SnapshotCommand.class,
            UpdateCommand.class,
            RollbackCommand.class,
            CheckStateCommand.class,
            DownCommand.class
        })
final class LocalCommand extends VerboseCommand {}
