package io.millrace.local.cli;

import io.millrace.local.cli.output.EventLines;
import io.millrace.local.cli.output.StatusTable;
import io.millrace.local.console.StageConsole;
import io.millrace.local.process.OwnClassArchive;
import io.millrace.local.stage.LocalStage;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Runs a stage in this process until it is interrupted. */
final class ForegroundRun {
    private final LocalStage stage;
    private final EventLines events;
    private final PrintWriter out;
    private final Runnable started;
    private final OwnClassArchive classes;
    private volatile @Nullable StageConsole console;
    private volatile boolean hasRun;
    private final CountDownLatch end = new CountDownLatch(1);

    /** @param started runs once every application runs */
    ForegroundRun(LocalStage stage, EventLines events, PrintWriter out, Runnable started, OwnClassArchive classes) {
        this.stage = stage;
        this.events = events;
        this.out = out;
        this.started = started;
        this.classes = classes;
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
        started.run();
        hasRun = true;
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

    /** A stage without its page is better than none. */
    private void openConsole() {
        try {
            StageConsole opened = StageConsole.start(stage.directory());
            console = opened;
            events.accept("console: " + opened.url());
        } catch (UncheckedIOException e) {
            events.accept(String.valueOf(e.getMessage()));
        }
    }

    private void stop() {
        end.countDown();
        if (console != null) {
            console.close();
        }
        events.endTable();
        stage.close();
        if (hasRun) {
            classes.write(); // with what a start needs
        }
    }
}
