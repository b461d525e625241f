package io.millrace.local.stage;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.millrace.assembly.deployment.RetainedResource;
import io.millrace.assembly.deployment.RetainedResource.Kind;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.local.application.LocalSecrets;
import io.millrace.local.files.Directories;
import io.millrace.local.process.LocalHome;
import io.millrace.local.process.StageException;
import io.millrace.local.server.KinesisLimits;
import io.millrace.local.server.KnownStream;
import io.millrace.local.server.LocalServer;
import io.millrace.local.server.LocalServers;
import io.millrace.local.server.RunningServer;
import io.millrace.local.server.RunningServers;
import io.millrace.local.server.StageStreams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Deletes what a stage has left, as the deletion of its stacks does: what the templates retain stays, by the
 * {@code DeletionPolicy} of each resource.
 */
public final class StageDeletion {
    private final StageDirectory directory;
    private final StageStatusFile last;
    private final List<String> report = new ArrayList<>();
    private final Set<Path> kept = new HashSet<>();

    /** @param last what the stage's last run has written about it */
    private StageDeletion(StageDirectory directory, StageStatusFile last) {
        this.directory = directory;
        this.last = last;
    }

    /**
     * Deletes what a stage has left.
     *
     * @return a line for everything that is deleted, and for everything that stays
     * @throws StageException when the stage runs, or has never run
     */
    public static List<String> of(StageDirectory directory) {
        StageStatusFile last = directory
                .lastRecord()
                .orElseThrow(
                        () -> new StageException("%s must be the directory of a stage".formatted(directory.path())));
        try (FileChannel lock = directory
                .lock()
                .orElseThrow(() -> new StageException("stage %s runs; 'down' stops it".formatted(last.stage())))) {
            return new StageDeletion(directory, last).delete(lock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param lock held for as long as this takes */
    private List<String> delete(FileChannel lock) {
        requireNonNull(lock, "lock is null");
        last.streams().stream().collect(groupingBy(KnownStream::backend)).forEach(this::deleteStreams);
        deleteEntries(directory.applications(), Kind.APPLICATION, "application %s with its state, snapshots and logs");
        deleteEntries(directory.buckets(), Kind.BUCKET, "bucket %s with its files");
        deleteSecrets();
        if (kept.contains(directory.applications())) {
            kept.add(directory.jars().directory());
            directory.tidyUp();
        }
        if (kept.isEmpty()) {
            Directories.delete(directory.path());
            return report;
        }
        directory.keepOnly(kept);
        directory.write(last.left());
        report.add("what stays is in %s; the next 'up' uses it".formatted(directory.path()));
        return report;
    }

    private void deleteStreams(StreamBackend backend, List<KnownStream> streams) {
        List<KnownStream> deleted =
                streams.stream().filter(stream -> !stream.retained()).toList();
        if (deleted.size() < streams.size()) {
            LocalServer server = LocalServers.holding(backend);
            kept.addAll(Set.of(server.data(directory.path()), server.portFile(directory.path())));
            if (!deleted.isEmpty()) {
                deleteFrom(backend, deleted);
            }
        }
        streams.forEach(stream -> report(stream.text() + " with its records", stream.retained()));
    }

    /** The server keeps other streams, so it starts and deletes these itself. */
    private void deleteFrom(StreamBackend backend, List<KnownStream> deleted) {
        RunningServers servers = new RunningServers(List.of(new RunningServer(
                LocalServers.holding(backend), directory.path(), LocalHome.find(), KinesisLimits.OFF, event -> {})));
        try {
            servers.launch();
            servers.awaitReady();
            Map<String, String> addresses = servers.addresses().entrySet().stream()
                    .collect(toMap(server -> server.getKey().name(), Map.Entry::getValue));
            try (StageStreams streams = new StageStreams(last.streams(), addresses, last.region())) {
                streams.delete(deleted);
            }
        } finally {
            servers.stop();
        }
    }

    private void deleteEntries(Path entries, Kind kind, String text) {
        Set<String> retained = retained(kind);
        for (Path entry : Directories.children(entries)) {
            String name = String.valueOf(entry.getFileName());
            boolean stays = retained.contains(name);
            report(text.formatted(name), stays);
            if (stays) {
                kept.add(entries);
            } else {
                Directories.delete(entry);
            }
        }
    }

    private void deleteSecrets() {
        Set<String> retained = retained(Kind.SECRET);
        LocalSecrets secrets = directory.secrets();
        for (String name : secrets.names()) {
            boolean stays = retained.contains(name);
            report("secret " + name, stays);
            if (stays) {
                kept.add(secrets.directory());
            }
        }
        secrets.keepOnly(retained);
    }

    private void report(String what, boolean stays) {
        report.add(stays ? what + " stays: its template retains it" : "deleted " + what);
    }

    private Set<String> retained(Kind kind) {
        return last.retained().stream()
                .filter(resource -> resource.kind() == kind)
                .map(RetainedResource::name)
                .collect(toSet());
    }
}
