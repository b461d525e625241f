package io.millrace.local.application;

import static java.util.stream.Collectors.joining;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.local.process.EveryStep;
import io.millrace.local.process.ProcessIdentity;
import io.millrace.local.process.StageException;
import io.millrace.local.versions.JarStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** All applications of a stage; they start and stop in parallel. */
public record Applications(List<RunningApplication> all) {
    public Applications {
        all = List.copyOf(all);
    }

    /**
     * Starts all applications, and returns once all of them run.
     *
     * @throws StageException when some do not; the message has the reason of each
     */
    public void start(JarStore jars, ThreadFactory threads) {
        ExecutorService starters = Executors.newCachedThreadPool(threads);
        // applications usually share a jar, and those that do wait for the one that stores it
        Map<Path, Path> kept = new ConcurrentHashMap<>();
        UnaryOperator<Path> keep = jar -> kept.computeIfAbsent(jar, jars::keep);
        try {
            List<CompletableFuture<String>> starts = all.stream()
                    .map(application -> CompletableFuture.supplyAsync(() -> start(application, keep), starters))
                    .toList();
            CompletableFuture.allOf(starts.toArray(CompletableFuture<?>[]::new)).get();
            String failures = starts.stream()
                    .map(CompletableFuture::join)
                    .filter(failure -> !failure.isEmpty())
                    .collect(joining(System.lineSeparator()));
            if (!failures.isEmpty()) {
                throw new StageException(failures);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StageException("interrupted while starting applications", e);
        } catch (ExecutionException e) {
            throw new StageException("applications did not start: " + e.getMessage(), e);
        } finally {
            starters.shutdown();
        }
    }

    /** The reason why an application did not start; empty when it did. */
    private static String start(RunningApplication application, UnaryOperator<Path> keep) {
        try {
            application.start(keep);
            return "";
        } catch (RuntimeException e) {
            return Objects.requireNonNullElse(e.getMessage(), e.toString());
        }
    }

    /** Checks each once: what fails for one keeps none of the others from being watched. */
    public void watch() {
        EveryStep.take(all.stream().map(application -> application::watch));
    }

    public void stop() {
        together(RunningApplication::stop);
    }

    /** Ends all processes without savepoints; those that write an archive of their classes are waited for. */
    public void discard() {
        together(RunningApplication::discard);
    }

    private void together(Consumer<RunningApplication> end) {
        CompletableFuture<?>[] ends = all.stream()
                .map(application -> CompletableFuture.runAsync(() -> end.accept(application)))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(ends).join();
    }

    public void kill() {
        EveryStep.take(all.stream().map(application -> application::kill));
    }

    /** What each of them runs or will run. */
    public List<ApplicationPlan> plans() {
        return all.stream().map(RunningApplication::plan).toList();
    }

    /** Those whose jobs were submitted. */
    public List<KnownApplication> known() {
        return all.stream()
                .map(RunningApplication::known)
                .flatMap(Optional::stream)
                .toList();
    }

    public List<ProcessIdentity> processes() {
        return all.stream()
                .map(RunningApplication::processIdentity)
                .flatMap(Optional::stream)
                .toList();
    }
}
