package io.millrace.local.runtime;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.local.requests.Request;
import io.millrace.local.versions.JarStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Brings what an assembly says to applications that run. */
final class StageUpdate {
    private final DeploymentPlan next;
    private final StageSite site;
    private final Consumer<String> events;
    private final List<ApplicationUpdate> updates;

    StageUpdate(
            List<RunningApplication> asked,
            DeploymentPlan next,
            StageSite site,
            JarStore jars,
            LocalHome home,
            Request request,
            Consumer<String> events) {
        this.next = requireNonNull(next, "next is null");
        this.site = requireNonNull(site, "site is null");
        this.events = requireNonNull(events, "events is null");
        this.updates = new ArrayList<>();
        for (RunningApplication application : asked) {
            planOf(application)
                    .map(plan -> plan.withJar(jars.keep(request.jar().orElse(plan.jar()))))
                    .map(plan -> new ApplicationUpdate(application, plan, request.allowNonRestoredState(), site, home))
                    .filter(ApplicationUpdate::changesSomething)
                    .ifPresent(updates::add);
        }
        request.jar().ifPresent(jar -> requireOneJar(jar, asked));
    }

    private Optional<ApplicationPlan> planOf(RunningApplication application) {
        return next.applications().stream()
                .filter(plan -> plan.name().equals(application.plan().name()))
                .findFirst();
    }

    private void requireOneJar(Path jar, List<RunningApplication> asked) {
        long different = asked.stream()
                .flatMap(application -> planOf(application).stream())
                .map(ApplicationPlan::jar)
                .distinct()
                .count();
        if (different > 1) {
            throw new StageException(
                    "%s can be the code of one of the assembly's jars, and these applications have %d; name those it is for with --application"
                            .formatted(jar, different));
        }
    }

    boolean isEmpty() {
        return updates.isEmpty() && site.plan().resources().containsAll(next.resources());
    }

    /**
     * Says what will be done, and makes sure that it can be.
     *
     * @throws StageException when it cannot; nothing has been touched then
     */
    void check() {
        List<String> refusals = new ArrayList<>();
        LocalServers.neededBy(next).stream()
                .filter(server -> !site.addresses().containsKey(server))
                .flatMap(server -> next.resources().stream()
                        .filter(server::holds)
                        .map(resource -> "%s %s is new and on %s, which does not run here; 'down' and 'up' start it"
                                .formatted(resource.kind(), resource.name(), server.name())))
                .forEach(refusals::add);
        site.plan().resources().stream()
                .filter(resource -> next.resources().stream().noneMatch(resource::isSameAs))
                .forEach(resource -> events.accept("%s %s is not in the assembly any more; it stays, with its data"
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
     * @return what they run now, a line each
     * @throws StageException when one went back to what it ran; the others are updated none the less
     */
    List<String> apply() {
        List<String> done = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (ApplicationUpdate update : updates) {
            try {
                done.add(update.apply());
            } catch (StageException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e; // the stage ends; what is not updated yet stays as it was
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
