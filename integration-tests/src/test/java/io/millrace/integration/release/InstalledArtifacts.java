package io.millrace.integration.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What this build made and {@code millrace new} installs, laid out in a Maven repository of its own: no parent is among it. */
final class InstalledArtifacts {
    private static final String VERSION = System.getProperty("millrace.version");
    private static final Pattern PUBLISHED = Pattern.compile("^published=\\(([a-z0-9 -]+)\\)$", Pattern.MULTILINE);

    private final Path repository;
    private final Path home;

    private InstalledArtifacts(Path repository, Path home) {
        this.repository = repository;
        this.home = home;
    }

    /** The BOM, and the artifacts that a new project and the examples get. */
    static Path in(Path repository, Path home) throws IOException {
        InstalledArtifacts artifacts = new InstalledArtifacts(repository, home);
        for (String module : modules(home)) {
            artifacts.installModule(module);
        }
        return repository;
    }

    /** The list in the command line's script, so that a module that is missing there is missing here. */
    static List<String> modules(Path home) throws IOException {
        Matcher list = PUBLISHED.matcher(Files.readString(home.resolve("millrace")));
        if (!list.find()) {
            throw new IllegalStateException("millrace must have a line 'published=(MODULE ...)'");
        }
        return List.of(list.group(1).split(" "));
    }

    private void installModule(String module) throws IOException {
        String artifactId = "millrace-" + module;
        Path target = home.resolve(module).resolve("target");
        install(artifactId, target.resolve("flattened-pom.xml"), ".pom");
        installIfBuilt(artifactId, target.resolve(artifactId + "-" + VERSION + ".jar"), ".jar");
        // of a module that names its jar without the version
        installIfBuilt(artifactId, target.resolve(artifactId + ".jar"), ".jar");
        installIfBuilt(artifactId, target.resolve(artifactId + "-distribution.jar"), "-distribution.jar");
    }

    private void installIfBuilt(String artifactId, Path file, String ending) throws IOException {
        if (Files.exists(file)) {
            install(artifactId, file, ending);
        }
    }

    private void install(String artifactId, Path file, String ending) throws IOException {
        Path folder = repository.resolve("io/millrace").resolve(artifactId).resolve(VERSION);
        Files.createDirectories(folder);
        Files.copy(file, folder.resolve(artifactId + "-" + VERSION + ending));
    }
}
