package io.millrace.local.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A child process that prints {@code READY <address>} once it serves, and ends when its standard input does. */
public final class ChildProcess implements ServerProcess {
    private static final Duration START = Duration.ofMinutes(10);
    private static final String READY = "READY ";
    private static final int LAST_LINES = 15;

    private final String name;
    private final Process process;
    private final Path log;
    private final Duration archiving;
    private final CompletableFuture<Void> end;
    private final CompletableFuture<String> address = new CompletableFuture<>();

    private ChildProcess(String name, Process process, Path log, ClassArchive archive) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.archiving = archive.time();
        this.end = process.onExit().thenAccept(ended -> archive.ended(ended.exitValue()));
    }

    /**
     * Starts a process in the directory of its log. It inherits this environment, except for its AWS variables, plus the given
     * variables.
     *
     * @param archives of the classes of its program
     */
    public static ChildProcess start(
            String name, JavaCommand command, ClassArchives archives, Map<String, String> environment, Path log) {
        ClassArchive archive = archives.of(command);
        ProcessBuilder builder = new ProcessBuilder(
                        command.with(archive.options()).shielded())
                .directory(log.toAbsolutePath().resolveSibling("").toFile())
                .redirectErrorStream(true);
        shieldEnvironment(builder, environment);
        try {
            ChildProcess child = new ChildProcess(name, builder.start(), log, archive);
            Thread reader = new Thread(child::readOutput, name + " output");
            reader.setDaemon(true);
            reader.start();
            return child;
        } catch (IOException e) {
            archive.failed();
            throw new StageException("%s cannot be started: %s".formatted(name, e.getMessage()), e);
        }
    }

    /** Removes the inherited AWS variables from a process's environment, and adds the given variables. */
    public static void shieldEnvironment(ProcessBuilder builder, Map<String, String> environment) {
        builder.environment().keySet().removeIf(variable -> variable.startsWith("AWS_"));
        builder.environment().putAll(environment);
    }

    @Override
    public String awaitReady() {
        try {
            return address.get(START.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new StageException("%s did not start: %s".formatted(name, output(e)), e);
        } catch (TimeoutException e) {
            kill();
            throw new StageException("%s did not start within %d s; see %s".formatted(name, START.toSeconds(), log), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
            throw new StageException("interrupted while %s was started".formatted(name), e);
        }
    }

    private static String output(ExecutionException e) {
        return e.getCause() == null ? e.toString() : String.valueOf(e.getCause().getMessage());
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public ProcessIdentity identity() {
        return ProcessIdentity.of(process.toHandle());
    }

    @Override
    public void stop(Duration timeout) {
        try {
            process.getOutputStream().close();
            end.get(timeout.plus(archiving).toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException | TimeoutException | ExecutionException e) {
            kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void kill() {
        process.destroyForcibly();
        end.join();
    }

    @Override
    public void discard(Duration timeout) {
        if (archiving.isZero()) {
            kill();
        } else {
            stop(timeout);
        }
    }

    private void readOutput() {
        Deque<String> last = new ArrayDeque<>();
        ProcessOutput output = new ProcessOutput(line -> {
            if (line.startsWith(READY)) {
                address.complete(line.substring(READY.length()).strip());
            }
            last.add(line);
            if (last.size() > LAST_LINES) {
                last.remove();
            }
        });
        try (InputStream printed = process.getInputStream();
                BoundedLog copy = new BoundedLog(log)) {
            output.read(printed, copy);
        } catch (IOException e) {
            last.add(e.toString());
        }
        address.completeExceptionally(
                new IOException(last.isEmpty() ? "it printed nothing" : String.join(System.lineSeparator(), last)));
    }
}
