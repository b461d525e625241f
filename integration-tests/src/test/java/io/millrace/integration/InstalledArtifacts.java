package io.millrace.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this build made, laid out in a Maven repository of its own as {@code install} would. */
final class InstalledArtifacts {
    private static final String VERSION = System.getProperty("millrace.version");

    private InstalledArtifacts() {}

    /** The parent and the two artifacts that an adopter gets with a dependency on the constructs. */
    static Path in(Path repository, Path home) throws IOException {
        install(repository, "millrace", home.resolve("pom.xml"), "pom");
        for (String module : new String[] {"contract", "constructs"}) {
            String artifactId = "millrace-" + module;
            install(repository, artifactId, home.resolve(module).resolve("pom.xml"), "pom");
            Path jar = home.resolve(module).resolve("target").resolve(artifactId + "-" + VERSION + ".jar");
            install(repository, artifactId, jar, "jar");
        }
        return repository;
    }

    private static void install(Path repository, String artifactId, Path file, String extension) throws IOException {
        Path folder = repository.resolve("io/millrace").resolve(artifactId).resolve(VERSION);
        Files.createDirectories(folder);
        Files.copy(file, folder.resolve(artifactId + "-" + VERSION + "." + extension));
    }
}
