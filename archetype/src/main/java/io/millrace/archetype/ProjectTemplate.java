package io.millrace.archetype;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files of a new project. Of the archetype's syntax they use references to the properties alone. */
public final class ProjectTemplate {
    private static final String FILES = "archetype-resources";
    private static final String PIPELINE = ".gitlab-ci.yml";

    private ProjectTemplate() {}

    /**
     * Writes a project: the directory is complete, or does not exist.
     *
     * @throws IllegalArgumentException when there is a file, or a directory that is not empty
     * @throws IOException when it cannot be written
     */
    public static void write(NewProject project, Path directory) throws IOException {
        Path target = directory.toAbsolutePath();
        requireNew(target);
        Files.createDirectories(target.getParent());
        Path partial = target.resolveSibling(
                "." + target.getFileName() + ".new-" + ProcessHandle.current().pid());
        Thread stopped = new Thread(() -> delete(partial), "delete-partial-project");
        Runtime.getRuntime().addShutdownHook(stopped);
        try {
            Files.createDirectory(partial);
            copy(project, partial);
            Files.move(partial, target, REPLACE_EXISTING);
        } finally {
            delete(partial);
            Runtime.getRuntime().removeShutdownHook(stopped);
        }
    }

    /** Whether a project depends on a snapshot of Millrace, which only the local Maven repository has until it is deployed. */
    public static boolean dependsOnSnapshot(Path directory) throws IOException {
        return Files.readString(directory.resolve("pom.xml")).contains("-SNAPSHOT</millrace.version>");
    }

    private static void requireNew(Path target) throws IOException {
        boolean free = !Files.exists(target);
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(target)) {
                free = !files.iterator().hasNext();
            }
        }
        if (!free) {
            throw new IllegalArgumentException(
                    "directory must be new or empty, got '%s'; choose another name, or delete it".formatted(target));
        }
    }

    private static void copy(NewProject project, Path target) throws IOException {
        Path here = here();
        if (Files.isDirectory(here)) {
            copy(project, here.resolve(FILES), target);
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(here)) {
            copy(project, jar.getPath(FILES), target);
        }
    }

    /** The jar, or the directory of classes, that this class is in. */
    private static Path here() {
        try {
            URI location = ProjectTemplate.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            return Path.of(location);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(NewProject project, Path from, Path target) throws IOException {
        Map<String, String> properties = project.properties();
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            String path = replace(from.relativize(file).toString(), "__", "__", properties);
            if (path.equals(PIPELINE) && !project.pipeline().equals(NewProject.GITLAB)) {
                continue;
            }
            String content = Files.readString(file);
            Path copy = target.resolve(path);
            Files.createDirectories(copy.getParent());
            Files.writeString(copy, replace(content, "${", "}", properties));
            if (content.startsWith("#!") && Files.getFileStore(copy).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static String replace(String text, String before, String after, Map<String, String> properties) {
        String replaced = text;
        for (Map.Entry<String, String> property : properties.entrySet()) {
            replaced = replaced.replace(before + property.getKey() + after, property.getValue());
        }
        return replaced;
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException kept) {
            // nobody would notice: its name begins with a dot
        }
    }
}
