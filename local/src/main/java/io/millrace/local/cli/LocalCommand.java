package io.millrace.local.cli;

import io.millrace.local.cli.inspect.ExplainCommand;
import io.millrace.local.cli.inspect.HistoryCommand;
import io.millrace.local.cli.inspect.InspectCommand;
import io.millrace.local.cli.inspect.StatusCommand;
import io.millrace.local.cli.options.VerboseCommand;
import io.millrace.local.cli.records.PutCommand;
import io.millrace.local.cli.records.ReplayCommand;
import io.millrace.local.cli.records.TailCommand;
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
            ReplayCommand.class,
            StatusCommand.class,
            ExplainCommand.class,
            HistoryCommand.class,
            InspectCommand.class,
            SnapshotCommand.class,
            UpdateCommand.class,
            RollbackCommand.class,
            CheckStateCommand.class,
            DownCommand.class
        })
final class LocalCommand extends VerboseCommand {}
