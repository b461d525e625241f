package io.millrace.integration.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this build made and a release publishes, laid out in a Maven repository of its own: no parent is among it. */
final class InstalledArtifacts {
    private static final String VERSION = System.getProperty("millrace.version");

    private final Path repository;
    private final Path home;

    private InstalledArtifacts(Path repository, Path home) {
        this.repository = repository;
        this.home = home;
    }

    /** The BOM, and the artifacts that a new project and the examples get. */
    static Path in(Path repository, Path home) throws IOException {
        InstalledArtifacts artifacts = new InstalledArtifacts(repository, home);
        artifacts.installPom("bom");
        artifacts.installModule("contract", "-" + VERSION + ".jar", ".jar");
        artifacts.installModule("contract-flink", "-" + VERSION + ".jar", ".jar");
        artifacts.installModule("archetype", "-" + VERSION + ".jar", ".jar");
        artifacts.installModule("cost", "-" + VERSION + ".jar", ".jar");
        artifacts.installModule("constructs", "-" + VERSION + ".jar", ".jar");
        artifacts.installModule("kinesis-connector", "-" + VERSION + ".jar", ".jar");
        artifacts.installModule("kinesis", "-" + VERSION + ".jar", ".jar");
        artifacts.installModule("cluster", "-distribution.jar", "-distribution.jar");
        artifacts.installModule("cluster-flink2", "-distribution.jar", "-distribution.jar");
        artifacts.installModule("assembly", "-" + VERSION + ".jar", ".jar");
        artifacts.installModule("local", ".jar", ".jar");
        return repository;
    }

    private void installModule(String module, String built, String installed) throws IOException {
        installPom(module);
        String artifactId = "millrace-" + module;
        install(artifactId, home.resolve(module).resolve("target").resolve(artifactId + built), installed);
    }

    private void installPom(String module) throws IOException {
        install("millrace-" + module, home.resolve(module).resolve("target/flattened-pom.xml"), ".pom");
    }

    private void install(String artifactId, Path file, String ending) throws IOException {
        Path folder = repository.resolve("io/millrace").resolve(artifactId).resolve(VERSION);
        Files.createDirectories(folder);
        Files.copy(file, folder.resolve(artifactId + "-" + VERSION + ending));
    }
}
