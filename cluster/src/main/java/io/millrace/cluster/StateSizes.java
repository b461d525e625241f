package io.millrace.cluster;

import static java.util.stream.Collectors.toList;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes how large each operator's state is in the newest checkpoint: Flink's REST API has the sizes of tasks only, and the
 * checkpoint's metadata has those of operators.
 */
final class StateSizes implements Runnable {
    /** A key of the cluster's configuration, with the file for the lines: an operator's id, a tab, and bytes. */
    static final ConfigOption<String> FILE =
            ConfigOptions.key("millrace.state-sizes.file").stringType().noDefaultValue();

    private static final Logger LOG = LoggerFactory.getLogger(StateSizes.class);
    private static final String CHECKPOINT = "chk-*";
    private static final String METADATA = "_metadata";

    private final Path checkpoints;
    private final Path file;
    private FileTime known;

    /** @param since older checkpoints are of another run */
    StateSizes(Path checkpoints, Path file, FileTime since) {
        this.checkpoints = checkpoints;
        this.file = file;
        this.known = since;
    }

    /** Follows the checkpoints of a cluster, if its configuration names a file, until the process ends. */
    static void follow(Configuration configuration) {
        String file = configuration.get(FILE);
        String directory = configuration.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
        if (file == null || directory == null) {
            return;
        }
        StateSizes sizes = new StateSizes(
                Path.of(directory.replaceFirst("^file:/+", "/")),
                Path.of(file),
                FileTime.fromMillis(System.currentTimeMillis()));
        Thread thread = new Thread(sizes, "state sizes");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try (WatchService changes = checkpoints.getFileSystem().newWatchService()) {
            Files.createDirectories(checkpoints);
            while (true) {
                try {
                    watch(changes);
                    update();
                } catch (IOException e) {
                    LOG.debug("The sizes of states are not known", e); // a newer checkpoint has replaced it
                }
                awaitCheckpoint(changes);
            }
        } catch (IOException e) {
            LOG.warn("The sizes of states are not known", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Watches each directory for what is made in it; one that is watched already stays so. */
    private void watch(WatchService changes) throws IOException {
        checkpoints.register(changes, StandardWatchEventKinds.ENTRY_CREATE);
        for (Path job : children(checkpoints, "*")) {
            job.register(changes, StandardWatchEventKinds.ENTRY_CREATE);
            for (Path checkpoint : children(job, CHECKPOINT)) {
                checkpoint.register(changes, StandardWatchEventKinds.ENTRY_CREATE);
            }
        }
    }

    /** Returns when there is a new directory or new metadata: Flink renames that file when it is complete. */
    private static void awaitCheckpoint(WatchService changes) throws InterruptedException {
        boolean isNews = false;
        while (!isNews) {
            WatchKey key = changes.take();
            boolean isCheckpoint =
                    ((Path) key.watchable()).getFileName().toString().startsWith("chk-");
            isNews = key.pollEvents().stream()
                    .anyMatch(event -> !isCheckpoint || METADATA.equals(String.valueOf(event.context())));
            key.reset();
        }
    }

    /** Writes the sizes if there is a newer checkpoint. */
    private void update() throws IOException {
        Optional<Path> newest = newest();
        if (newest.isEmpty()) {
            return;
        }
        FileTime completed = Files.getLastModifiedTime(newest.get());
        if (completed.compareTo(known) <= 0) {
            return;
        }
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.write(next, lines(newest.get()));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        known = completed;
    }

    /** Flink writes the metadata of a checkpoint last. */
    private Optional<Path> newest() throws IOException {
        Path newest = null;
        FileTime latest = known;
        for (Path job : children(checkpoints, "*")) {
            for (Path checkpoint : children(job, CHECKPOINT)) {
                Path metadata = checkpoint.resolve(METADATA);
                if (Files.exists(metadata)
                        && Files.getLastModifiedTime(metadata).compareTo(latest) > 0) {
                    newest = metadata;
                    latest = Files.getLastModifiedTime(metadata);
                }
            }
        }
        return Optional.ofNullable(newest);
    }

    /** Not the files of incremental checkpoints beside these, of which there may be thousands. */
    private static List<Path> children(Path directory, String pattern) throws IOException {
        List<Path> children = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, pattern)) {
                all.forEach(children::add);
            }
        }
        return children;
    }

    private static List<String> lines(Path metadata) throws IOException {
        try (InputStream in = Files.newInputStream(metadata)) {
            return Checkpoints.loadCheckpointMetadata(
                            new DataInputStream(in),
                            StateSizes.class.getClassLoader(),
                            // not a URI: Flink's own Path is not percent-encoded
                            "file://" + metadata.toAbsolutePath().getParent())
                    .getOperatorStates()
                    .stream()
                    .map(operator -> operator.getOperatorID().toHexString() + "\t" + operator.getStateSize())
                    .collect(toList());
        }
    }
}
