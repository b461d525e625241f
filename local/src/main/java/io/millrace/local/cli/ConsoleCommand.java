package io.millrace.local.cli;

import io.millrace.console.report.ConsoleReport;
import io.millrace.local.cli.options.ReportingCommand;
import io.millrace.local.cli.options.StateOptions;
import io.millrace.local.console.StageConsole;
import io.millrace.local.process.Browser;
import io.millrace.local.stage.StageDirectory;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Opens a stage's page. */
@Command(
        name = "console",
        description = "Open the page of a stage that runs, or has run, and print its address.",
        footer = {
            "",
            "The address has a secret: anyone who has it can read and change the stage. The page of a running stage is"
                    + " served by 'local up'; that of a stopped one by this command, until Ctrl-C."
        })
final class ConsoleCommand extends ReportingCommand implements Callable<Integer> {
    @Mixin
    private StateOptions options = new StateOptions();

    @Option(names = "--no-browser", description = "Only print the address.")
    private boolean noBrowser;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        StageDirectory stage = options.existing();
        if (stage.running().isPresent() && stage.console().served().isPresent()) {
            show(stage.console().served().get(), stage.console().page());
            return 0;
        }
        try (StageConsole console = StageConsole.start(stage)) {
            Runtime.getRuntime().addShutdownHook(new Thread(console::close, "stop"));
            show(console.url(), stage.console().page());
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private void show(URI url, Path page) {
        PrintWriter out = spec.commandLine().getOut();
        if (isJson()) {
            print(new ConsoleReport(url.toString()), out);
        } else {
            out.println("console: " + url);
            out.flush();
        }
        if (!noBrowser && !Browser.open(page)) {
            spec.commandLine().getErr().println("open the address in a browser");
        }
    }
}
