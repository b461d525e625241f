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

/** The versions of one application on disk: {@code versions.json}, and a directory with the state of each. */
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

    /** The current versions; none before the first start. */
    public Versions read() {
        return file().read().orElse(Versions.NONE);
    }

    public VersionDirectory directory(Version version) {
        return new VersionDirectory(directories().resolve(Integer.toString(version.number())));
    }

    /** Replaces the application's versions; every later start is of their current version. */
    public void write(Versions versions) {
        file().write(versions);
    }

    /** Replaces the versions when the current one is new. */
    public void add(Versions versions) {
        // state of a version that was rolled back, which a kill left undeleted, must not reach the new one
        Directories.delete(directory(versions.current().orElseThrow()).path());
        Directories.create(application);
        write(versions);
    }

    /** Deletes the state that no remaining version needs. */
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
     * The state that a start of a version restores: its own newest, or else the one that it was created with.
     *
     * @return empty when it starts without state
     */
    public Optional<Path> newestState(Version version) {
        boolean savepointsToo = version.plan().restore().fromSnapshot();
        return directory(version).newestState(savepointsToo).or(version::startsFrom);
    }

    /** A sentence when a version has saved state and none of it is left. */
    public Optional<String> lostState(Version version) {
        VersionDirectory directory = directory(version);
        return directory
                .lost()
                .map(saved ->
                        "%s of %s was saved, but is no longer in %s; what it held is lost unless the directory returns"
                                .formatted(saved, version, directory.path()));
    }

    /** The version that runs a plan: the current one if the plan is unchanged, or else a new one. */
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
