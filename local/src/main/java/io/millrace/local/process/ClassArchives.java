package io.millrace.local.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.millrace.local.files.Directories;
import io.millrace.local.files.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Archives of the classes that programs load (dynamic AppCDS). A JVM maps an archive into memory instead of reading, parsing and
 * verifying its classes. An archive is for one JDK and one class path of jars; when one of them changes, another archive takes its
 * place.
 *
 * <p>No archive keeps a program from starting: one that is damaged or does not fit is left out, and so is one that cannot be written.
 *
 * @param directory where they are kept; empty for programs that are soon gone
 * @see <a href="https://docs.oracle.com/en/java/javase/17/vm/class-data-sharing.html">Class Data Sharing</a>
 */
public record ClassArchives(Optional<Path> directory) {
    /** A JVM logs every class that it cannot archive, and why it leaves out an archive. */
    private static final List<String> OPTIONS =
            List.of("-Xlog:disable", "-Xlog:all=error", "-XX:+IgnoreUnrecognizedVMOptions");

    static final String ENDING = ".jsa";

    /** Several seconds of processor time, which a busy machine gives late. */
    private static final Duration WRITING = Duration.ofMinutes(2);

    /** What a child of this process writes, or would have written if it had not been killed; that is not tried again. */
    private static final Set<String> TRIED = ConcurrentHashMap.newKeySet();

    public ClassArchives {
        requireNonNull(directory, "directory is null");
    }

    /** Those in a directory, which is created when it is needed. */
    public static ClassArchives in(Path directory) {
        return new ClassArchives(Optional.of(directory));
    }

    /** For programs that are soon gone. */
    public static ClassArchives none() {
        return new ClassArchives(Optional.empty());
    }

    /** The archive for a program's next process, which the process reads or writes. */
    ClassArchive of(JavaCommand command) {
        return directory
                .flatMap(kept -> stamp(command).map(stamp -> of(command, kept, stamp)))
                .orElse(ClassArchive.NONE);
    }

    private static ClassArchive of(JavaCommand command, Path directory, String stamp) {
        String place = digest(command.java() + "\n" + command.classPath() + "\n" + command.mainClass()) + "-";
        Optional<Path> complete = complete(directory, place + stamp);
        if (complete.isPresent()) {
            return new ClassArchive(mapping(complete.get().toString()), Duration.ZERO, written -> {});
        }
        if (!isWritable(directory) || !TRIED.add(place + stamp)) {
            return ClassArchive.NONE;
        }
        Path part = directory.resolve(place + UUID.randomUUID() + ".part");
        return new ClassArchive(options("-XX:ArchiveClassesAtExit=" + part), WRITING, written -> {
            if (written) {
                keep(part, place, stamp);
                TRIED.remove(place + stamp);
            }
        });
    }

    /** The options of a JVM that checks the checksums of an archive and maps it. */
    static List<String> mapping(String archive) {
        return options("-XX:+VerifySharedSpaces", "-XX:SharedArchiveFile=" + archive);
    }

    static List<String> options(String... options) {
        List<String> all = new ArrayList<>(OPTIONS);
        all.addAll(List.of(options));
        return all;
    }

    /** An archive has its size in its name, since a JVM crashes when it maps one that is cut off. */
    private static String name(String stamp, long size) {
        return stamp + "-" + size + ENDING;
    }

    private static Optional<Path> complete(Path directory, String name) {
        return Directories.children(directory).stream()
                .filter(file -> file.getFileName().toString().equals(name(name, size(file))))
                .findFirst();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return -1; // another process has replaced it
        }
    }

    private static boolean isWritable(Path directory) {
        try {
            return Files.isWritable(Files.createDirectories(directory));
        } catch (IOException e) {
            return false;
        }
    }

    /** Puts an archive in its place, and deletes those that it replaces; a JVM that has mapped one of them keeps it. */
    static void keep(Path part, String place, String stamp) {
        try {
            Path archive = part.resolveSibling(name(place + stamp, Files.size(part)));
            Files.move(part, archive, StandardCopyOption.ATOMIC_MOVE);
            Directories.children(archive.resolveSibling("")).stream()
                    .filter(file -> file.getFileName().toString().startsWith(place) && !file.equals(archive))
                    .forEach(Directories::delete);
        } catch (IOException | UncheckedIOException e) {
            // the JDK, which is older than 13, has written none, or the directory is gone
        }
    }

    /** Other for another JDK and for other jars; empty when the class path has directories, whose classes cannot be archived. */
    static Optional<String> stamp(JavaCommand command) {
        try {
            List<Path> files = new ArrayList<>(command.classPathFiles());
            files.add(
                    command.java().toRealPath().resolveSibling("../lib/modules").normalize());
            StringBuilder text = new StringBuilder();
            for (Path file : files) {
                if (!Files.isRegularFile(file)) {
                    return Optional.empty();
                }
                text.append("%s %d %s%n".formatted(file, Files.size(file), Files.getLastModifiedTime(file)));
            }
            return Optional.of(digest(text.toString()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String digest(String text) {
        return HexFormat.of().formatHex(Sha256.of(text.getBytes(UTF_8)), 0, 8);
    }
}
