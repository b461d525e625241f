package io.millrace.local.update;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.contract.jar.JarCheck;
import io.millrace.contract.jar.JarContents;
import io.millrace.local.application.FlinkClusters;
import io.millrace.local.application.RunningApplication;
import io.millrace.local.application.StageEnvironment;
import io.millrace.local.process.StageException;
import io.millrace.local.requests.OperationRequest;
import io.millrace.local.server.LocalServers;
import io.millrace.local.versions.JarStore;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Updates running applications to what an assembly says. */
final class StageUpdate {
    private final DeploymentPlan next;
    private final StageEnvironment environment;
    private final Consumer<String> events;
    private final List<ApplicationUpdate> updates;

    /** What the assembly says and no update does. */
    private final List<String> differences;

    /**
     * An update.
     *
     * @param added names of the applications that should run and do not
     * @param next the plan of those that run
     */
    StageUpdate(
            List<RunningApplication> asked,
            List<String> added,
            DeploymentPlan next,
            StageEnvironment environment,
            JarStore jars,
            FlinkClusters flink,
            OperationRequest request,
            Consumer<String> events) {
        this.next = requireNonNull(next, "next is null");
        this.environment = requireNonNull(environment, "environment is null");
        this.events = requireNonNull(events, "events is null");
        this.updates = new ArrayList<>();
        for (RunningApplication application : asked) {
            planOf(application)
                    .map(plan -> plan.withJar(jars.keep(jar(plan, request.jars()))))
                    .map(plan -> new ApplicationUpdate(application, plan, request.allowNonRestoredState(), flink))
                    .filter(ApplicationUpdate::isNeeded)
                    .ifPresent(updates::add);
        }
        this.differences = Stream.concat(
                        added.stream()
                                .map(
                                        "application %s is new in the assembly and does not run; 'down' and 'up' start it"
                                                ::formatted),
                        asked.stream()
                                .filter(application -> planOf(application).isEmpty())
                                .map(application ->
                                        "application %s is no longer in the assembly and keeps running; 'down' and 'up' end it"
                                                .formatted(application.plan().name())))
                .toList();
        if (!request.jars().isEmpty()) {
            requireOneJar(request.jars(), asked);
        }
    }

    /** If none fits, the first, which the update then refuses in the words of the check. */
    private static Path jar(ApplicationPlan plan, List<Path> built) {
        if (built.size() == 1) {
            return built.get(0); // reading all names of a jar takes a while
        }
        return built.stream()
                .filter(jar -> JarContents.ofJar(jar)
                        .map(contents -> JarCheck.violations(contents, plan.runtime()))
                        .orElse(List.of())
                        .isEmpty())
                .findFirst()
                .orElseGet(() -> built.isEmpty() ? plan.jar() : built.get(0));
    }

    private Optional<ApplicationPlan> planOf(RunningApplication application) {
        return next.applications().stream()
                .filter(plan -> plan.name().equals(application.plan().name()))
                .findFirst();
    }

    private void requireOneJar(List<Path> jars, List<RunningApplication> asked) {
        long different = asked.stream()
                .flatMap(application -> planOf(application).stream())
                .map(ApplicationPlan::jar)
                .distinct()
                .count();
        if (different > 1) {
            throw new StageException(
                    "%s can replace one jar of the assembly, and these applications have %d; name its applications with --application"
                            .formatted(
                                    String.join(
                                            ", ",
                                            jars.stream().map(Path::toString).toList()),
                                    different));
        }
    }

    boolean isEmpty() {
        return updates.isEmpty()
                && differences.isEmpty()
                && environment.plan().resources().containsAll(next.resources());
    }

    /**
     * Reports what will change, and checks that it can.
     *
     * @throws StageException when it cannot; nothing has been changed then
     */
    void check() {
        List<String> refusals = new ArrayList<>();
        LocalServers.neededBy(next).stream()
                .filter(server -> !environment.addresses().containsKey(server))
                .flatMap(server -> next.resources().stream()
                        .filter(server::holds)
                        .filter(resource ->
                                environment.plan().resources().stream().noneMatch(resource::isSameAs))
                        .map(resource -> "%s %s is new and on %s, which does not run here; 'down' and 'up' start it"
                                .formatted(resource.kind(), resource.name(), server.name())))
                .forEach(refusals::add);
        environment.plan().resources().stream()
                .filter(resource -> next.resources().stream().noneMatch(resource::isSameAs))
                .forEach(resource -> events.accept("%s %s is no longer in the assembly; it stays, with its data"
                        .formatted(resource.kind(), resource.name())));
        for (ApplicationUpdate update : updates) {
            update.lines().forEach(events);
            update.refusal().ifPresent(refusals::add);
        }
        if (!refusals.isEmpty()) {
            throw new StageException(String.join(System.lineSeparator(), refusals));
        }
    }

    /**
     * Updates one application after the other.
     *
     * @return what they run now, one line each
     * @throws StageException when one was rolled back, or when other applications run than the assembly has; the rest is updated
     *     all the same
     */
    List<String> apply() {
        List<String> done = new ArrayList<>();
        List<String> failures = new ArrayList<>(differences);
        for (ApplicationUpdate update : updates) {
            try {
                done.add(update.apply());
            } catch (StageException | UncheckedIOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e; // the stage is stopping; the remaining applications stay as they are
                }
                failures.add(String.valueOf(e.getMessage()));
            }
        }
        if (!failures.isEmpty()) {
            done.forEach(events);
            throw new StageException(String.join(System.lineSeparator(), failures));
        }
        return done.isEmpty() ? List.of("no application changed") : done;
    }
}
