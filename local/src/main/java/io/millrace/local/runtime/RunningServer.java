package io.millrace.local.runtime;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.deployment.StreamBackend;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server of the stage's streams: its process, and where it serves. */
final class RunningServer {
    private static final Duration END = Duration.ofSeconds(10);

    private final StreamBackend backend;
    private final StageDirectory directory;
    private final LocalHome home;
    private final Consumer<String> events;
    private final Backoff backoff = new Backoff();

    private volatile @Nullable ChildProcess process;
    private volatile @Nullable String address;

    RunningServer(StreamBackend backend, StageDirectory directory, LocalHome home, Consumer<String> events) {
        this.backend = requireNonNull(backend, "backend is null");
        this.directory = requireNonNull(directory, "directory is null");
        this.home = requireNonNull(home, "home is null");
        this.events = requireNonNull(events, "events is null");
    }

    StreamBackend backend() {
        return backend;
    }

    void start() {
        ChildProcess started = StreamServer.start(backend, directory, home);
        process = started;
        String ready = started.awaitReady();
        directory.port(backend).remember(Integer.parseInt(ready.substring(ready.lastIndexOf(':') + 1)));
        address = ready;
        events.accept("%s is at %s".formatted(backend, ready));
    }

    /** Starts it again when it ended, at the address that every job knows. */
    void watch() {
        ChildProcess current = process;
        Instant now = Instant.now();
        if (current == null || current.isAlive() || !backoff.allows(now)) {
            return;
        }
        backoff.failed(now);
        if (directory.port(backend).usable() == 0) {
            events.accept("the %s process ended, and its port is taken; waiting for it".formatted(backend));
            return;
        }
        events.accept("the %s process ended; starting it again".formatted(backend));
        start();
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

    /** Empty until it serves for the first time. */
    Optional<String> address() {
        return Optional.ofNullable(address);
    }

    Optional<ProcessIdentity> processIdentity() {
        return Optional.ofNullable(process).map(ChildProcess::identity);
    }
}
