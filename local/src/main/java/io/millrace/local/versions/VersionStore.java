package io.millrace.local.versions;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.local.files.Directories;
import io.millrace.local.files.JsonFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The versions of one application on disk: {@code versions.json}, and a directory of state for each. */
public record VersionStore(Path application) {
    public VersionStore {
        requireNonNull(application, "application is null");
    }

    private Path directories() {
        return application.resolve("versions");
    }

    private JsonFile<Versions> file() {
        return new JsonFile<>(application.resolve("versions.json"), Versions.class);
    }

    /** Whether the application was ever started. */
    public boolean exists() {
        return Files.exists(file().path());
    }

    /** What was written last; no version before the first start. */
    public Versions read() {
        return file().read().orElse(Versions.NONE);
    }

    public VersionDirectory directory(Version version) {
        return new VersionDirectory(directories().resolve(Integer.toString(version.number())));
    }

    /** Makes these the application's versions: whatever is killed, from here on a start is of their current one. */
    public void write(Versions versions) {
        file().write(versions);
    }

    /** The same, with a current version that is new. */
    public void add(Versions versions) {
        // what a version of the same number left that was taken back, if a kill prevented that it was tidied up
        Directories.delete(directory(versions.current().orElseThrow()).path());
        Directories.create(application);
        write(versions);
    }

    /** Deletes state that nobody can go back to. */
    public void tidyUp() {
        deleteAllBut(read());
    }

    private void deleteAllBut(Versions versions) {
        Set<Path> kept = versions.all().stream()
                .map(version -> directory(version).path())
                .collect(toSet());
        Set<Path> startedFrom = versions.all().stream()
                .filter(version -> directory(version).newestState(true).isEmpty())
                .flatMap(version -> version.startsFrom().stream())
                .collect(toSet());
        Directories.children(directories()).stream()
                .filter(directory -> !kept.contains(directory))
                .filter(directory -> startedFrom.stream().noneMatch(state -> state.startsWith(directory)))
                .forEach(Directories::delete);
    }

    /**
     * What a start of a version restores: what it has saved itself, or else what it was to start from.
     *
     * @return empty when it begins anew
     */
    public Optional<Path> newestState(Version version) {
        boolean savepointsToo = version.plan().restore().fromSnapshot();
        return directory(version).newestState(savepointsToo).or(version::startsFrom);
    }

    /** Which version a start of the application is of: the current one, or a new one if something else is to run. */
    public Version deploy(ApplicationPlan plan) {
        Versions versions = read();
        if (!versions.runs(plan)) {
            Optional<Path> state = versions.current()
                    .flatMap(former -> plan.restore().fromSnapshot()
                            ? newestState(former)
                            : directory(former).newestState(false));
            versions = versions.followedBy(plan, state, false);
            add(versions);
        }
        return versions.current().orElseThrow();
    }
}
