package io.millrace.local.server;

import static java.util.Objects.requireNonNull;

import io.millrace.local.process.Backoff;
import io.millrace.local.process.ChildProcess;
import io.millrace.local.process.JavaCommand;
import io.millrace.local.process.LocalHome;
import io.millrace.local.process.PortFile;
import io.millrace.local.process.ProcessIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server of a stage that runs: its process and its address. */
public final class RunningServer {
    private static final Duration END = Duration.ofSeconds(10);

    private final LocalServer server;
    private final Path stage;
    private final PortFile port;
    private final LocalHome home;
    private final KinesisLimits limits;
    private final Consumer<String> events;
    private final Backoff backoff = new Backoff();

    private volatile @Nullable ChildProcess process;
    /** Known from the start when the server gets its former port. */
    private volatile @Nullable String promised;

    private volatile @Nullable String address;

    /** @param stage the stage's directory, in which the server has its data, its log and its port */
    public RunningServer(
            LocalServer server, Path stage, LocalHome home, KinesisLimits limits, Consumer<String> events) {
        this.server = requireNonNull(server, "server is null");
        this.stage = requireNonNull(stage, "stage is null");
        this.home = requireNonNull(home, "home is null");
        this.limits = requireNonNull(limits, "limits is null");
        this.events = requireNonNull(events, "events is null");
        this.port = new PortFile(server.portFile(stage));
    }

    LocalServer server() {
        return server;
    }

    /** Starts the process; {@link #awaitReady} is next. */
    void launch() {
        String name = server.name();
        int former = port.usable();
        JavaCommand command =
                server.command(home, server.data(stage), stage.resolve(name + "-server.log"), former, limits);
        promised = former == 0 ? null : server.address(former);
        process = ChildProcess.start(name, command, home.archives(), Map.of(), stage.resolve(name + ".log"));
    }

    void awaitReady() {
        String ready = requireNonNull(process, "process is null").awaitReady();
        String expected = promised;
        if (expected != null && !expected.equals(ready)) {
            throw new IllegalStateException(
                    "%s must be at %s, which applications have, got '%s'".formatted(server.name(), expected, ready));
        }
        port.remember(Integer.parseInt(ready.substring(ready.lastIndexOf(':') + 1)));
        promised = ready;
        address = ready;
        events.accept("%s is at %s".formatted(server.name(), ready));
    }

    /** Starts a server whose process ended again, at the address that the jobs have. */
    void watch() {
        ChildProcess current = process;
        Instant now = Instant.now();
        if (current == null || current.isAlive() || !backoff.allows(now)) {
            return;
        }
        backoff.failed(now);
        if (port.usable() == 0) {
            events.accept("the %s process ended, and its port is taken; waiting for it".formatted(server.name()));
            return;
        }
        events.accept("the %s process ended; starting it again".formatted(server.name()));
        launch();
        awaitReady();
        backoff.succeeded();
    }

    void stop() {
        ChildProcess current = process;
        if (current != null) {
            current.stop(END);
        }
    }

    void kill() {
        ChildProcess current = process;
        if (current != null) {
            current.kill();
        }
    }

    void discard() {
        ChildProcess current = process;
        if (current != null) {
            current.discard(END);
        }
    }

    /** The address that it has, or will have once it serves; empty while that is not known. */
    Optional<String> promisedAddress() {
        return Optional.ofNullable(promised);
    }

    /** Empty until it serves for the first time. */
    Optional<String> address() {
        return Optional.ofNullable(address);
    }

    Optional<ProcessIdentity> processIdentity() {
        return Optional.ofNullable(process).map(ChildProcess::identity);
    }
}
