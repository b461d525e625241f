package io.millrace.local.runtime;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The stage's Kinesis: its process, and where it serves. */
final class RunningKinesis {
    private static final Duration END = Duration.ofSeconds(10);

    private final StageDirectory directory;
    private final Consumer<String> events;
    private final Backoff backoff = new Backoff();

    private volatile @Nullable ChildProcess process;
    private volatile @Nullable URI endpoint;

    RunningKinesis(StageDirectory directory, Consumer<String> events) {
        this.directory = requireNonNull(directory, "directory is null");
        this.events = requireNonNull(events, "events is null");
    }

    void start() {
        ChildProcess started = KinesisProcess.start(directory);
        process = started;
        URI address = started.awaitReady();
        directory.kinesisPort().remember(address.getPort());
        endpoint = address;
        events.accept("kinesis is at " + address);
    }

    /** Starts it again when it ended, at the address that every job knows. */
    void watch() {
        ChildProcess current = process;
        Instant now = Instant.now();
        if (current == null || current.isAlive() || !backoff.allows(now)) {
            return;
        }
        backoff.failed(now);
        if (directory.kinesisPort().usable() == 0) {
            events.accept("the kinesis process ended, and its port is taken; waiting for it");
            return;
        }
        events.accept("the kinesis process ended; starting it again");
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
    Optional<URI> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    Optional<ProcessIdentity> processIdentity() {
        return Optional.ofNullable(process).map(ChildProcess::identity);
    }
}
