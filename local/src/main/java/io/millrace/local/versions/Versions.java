package io.millrace.local.versions;

import io.millrace.assembly.deployment.ApplicationPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The current version of an application, and those it can go back to.
 *
 * @param all oldest first, the current one last; at most {@value #KEPT}
 */
public record Versions(List<Version> all) {
    static final int KEPT = 5;

    static final Versions NONE = new Versions(List.of());

    public Versions {
        all = List.copyOf(all);
    }

    /** Empty before the first start. */
    public Optional<Version> current() {
        return last(0);
    }

    /** The version before the current one. */
    public Optional<Version> former() {
        return last(1);
    }

    private Optional<Version> last(int back) {
        return all.size() > back ? Optional.of(all.get(all.size() - 1 - back)) : Optional.empty();
    }

    /** A copy with a new current version, which starts from state of the former one. */
    public Versions followedBy(ApplicationPlan plan, Optional<Path> state, boolean allowNonRestoredState) {
        int number = current().map(Version::number).orElse(0) + 1;
        Version next = new Version(number, plan, state, allowNonRestoredState);
        return new Versions(Stream.concat(all.stream().skip(Math.max(0, all.size() - KEPT + 1)), Stream.of(next))
                .toList());
    }

    /** A copy without the current version; the former one becomes current again. */
    public Versions withoutCurrent() {
        return new Versions(all.subList(0, all.size() - 1));
    }

    /** A copy whose current version starts without state until it has saved some. */
    public Versions startingEmpty() {
        Version current = current().orElseThrow();
        return new Versions(Stream.concat(
                        withoutCurrent().all().stream(),
                        Stream.of(new Version(
                                current.number(), current.plan(), Optional.empty(), current.allowNonRestoredState())))
                .toList());
    }

    /** Whether the current version runs this plan. */
    public boolean runs(ApplicationPlan plan) {
        return current().map(Version::plan).filter(plan::equals).isPresent();
    }
}
