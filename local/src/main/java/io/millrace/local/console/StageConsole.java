package io.millrace.local.console;

import static java.util.Objects.requireNonNull;

import io.millrace.console.report.StageStatusReport;
import io.millrace.console.server.ConsoleRequest;
import io.millrace.console.server.ConsoleServer;
import io.millrace.console.server.Routes;
import io.millrace.console.server.ServerSentEvents;
import io.millrace.local.observe.StageObserver;
import io.millrace.local.stage.StageDirectory;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The page of one stage. It reads the stage from outside, so that it can run in the stage's process or in another one, and also
 * for a stage that has stopped.
 */
public final class StageConsole implements AutoCloseable {
    /** How long an event stream waits for news before it makes sure that its reader is still there. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private final StageDirectory directory;
    private final Sampler sampler;
    private final ConsoleServer server;

    private StageConsole(StageDirectory directory) {
        this.directory = requireNonNull(directory, "directory is null");
        this.sampler = new Sampler(new StageObserver(directory), listener(directory));
        this.server = ConsoleServer.start(directory.console().usablePort(), routes());
    }

    /** Only the process that runs a stage adds to its history. */
    private static Consumer<StageStatusReport> listener(StageDirectory directory) {
        boolean isOwner = directory
                .running()
                .filter(stage -> stage.processId() == ProcessHandle.current().pid())
                .isPresent();
        return isOwner ? new AlarmHistory(directory.history())::add : stage -> {};
    }

    /** Starts the page's server. */
    public static StageConsole start(StageDirectory directory) {
        directory.console().clear();
        StageConsole console = new StageConsole(directory);
        directory.console().remember(console.url(), console.server.port());
        console.sampler.start(console.server::readers);
        return console;
    }

    /** The address of the page, with the token that lets its reader in. */
    public URI url() {
        return server.url();
    }

    private Routes routes() {
        RecordReader records = new RecordReader(directory);
        StageActions actions = new StageActions(directory);
        return new Routes()
                .get("/api/stage", request -> sampler.latest())
                .get("/api/explanation", request -> sampler.explain())
                .get("/api/samples", request -> sampler.samples())
                .events("/api/events", this::events)
                .events("/api/records", records::read)
                .post("/api/put", records::put)
                .post("/api/snapshot", actions::snapshot)
                .post("/api/update", actions::update)
                .post("/api/rollback", actions::rollBack);
    }

    private void events(ConsoleRequest request, ServerSentEvents stream) {
        long sent = 0;
        String sentHistory = "";
        sampler.refresh();
        stream.send("samples", sampler.samples());
        while (!stream.isOver()) {
            String history = directory.history().state();
            if (!history.equals(sentHistory)) {
                stream.send("history", sampler.history());
                sentHistory = history;
            }
            StageStatusReport stage = sampler.latestAfter(sent, HEARTBEAT);
            if (stage.atMillis() > sent) {
                stream.send("stage", stage);
                sent = stage.atMillis();
            } else {
                stream.beat();
            }
        }
    }

    @Override
    public void close() {
        sampler.close();
        server.close();
        directory.console().forget(url());
    }
}
