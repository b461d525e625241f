package io.millrace.local.cli;

import io.millrace.local.runtime.Supervisor;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Help.Ansi;

/** Runs a stage in this process until it is told to end. */
final class ForegroundRun {
    private final Supervisor supervisor;
    private final EventLines events;
    private final PrintWriter out;
    private final CountDownLatch end = new CountDownLatch(1);

    ForegroundRun(Supervisor supervisor, EventLines events, PrintWriter out) {
        this.supervisor = supervisor;
        this.events = events;
        this.out = out;
    }

    int run() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        try {
            supervisor.start();
        } catch (RuntimeException e) {
            if (end.getCount() > 0) {
                throw e;
            }
            return 1; // given up at Ctrl-C, which needs no explanation
        }
        boolean terminal = Ansi.AUTO.enabled();
        if (!terminal) {
            StatusTable.of(supervisor.statuses()).forEach(out::println);
            out.flush();
        }
        try {
            while (!end.await(1, TimeUnit.SECONDS)) {
                if (terminal) {
                    events.showTable(StatusTable.of(supervisor.statuses()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private void stop() {
        end.countDown();
        events.endTable();
        supervisor.stop();
    }
}
