package io.millrace.local.cli;

import io.millrace.local.cli.output.EventLines;
import io.millrace.local.cli.output.StatusTable;
import io.millrace.local.console.StageConsole;
import io.millrace.local.stage.LocalStage;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Runs a stage in this process until it is interrupted. */
final class ForegroundRun {
    private final LocalStage stage;
    private final EventLines events;
    private final PrintWriter out;
    private volatile @Nullable StageConsole console;
    private final CountDownLatch end = new CountDownLatch(1);

    ForegroundRun(LocalStage stage, EventLines events, PrintWriter out) {
        this.stage = stage;
        this.events = events;
        this.out = out;
    }

    int run() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        try {
            stage.start();
        } catch (RuntimeException e) {
            if (end.getCount() > 0) {
                throw e;
            }
            return 1; // interrupted by Ctrl-C: no message
        }
        openConsole();
        boolean terminal = Ansi.AUTO.enabled();
        if (!terminal) {
            StatusTable.of(stage.applications()).forEach(out::println);
            out.flush();
        }
        try {
            while (!end.await(1, TimeUnit.SECONDS)) {
                if (terminal) {
                    events.showTable(StatusTable.of(stage.applications()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private void openConsole() {
        console = StageConsole.start(stage.directory());
        events.accept("console: " + console.url());
    }

    private void stop() {
        end.countDown();
        if (console != null) {
            console.close();
        }
        events.endTable();
        stage.close();
    }
}
