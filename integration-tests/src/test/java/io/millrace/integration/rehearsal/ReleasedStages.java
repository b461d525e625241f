package io.millrace.integration.rehearsal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The stages of a release as they were synthesised, without assets: manifests and templates in a zip file. */
final class ReleasedStages {
    private static final Path FIXTURES =
            Path.of(System.getProperty("millrace.home")).resolve("integration-tests/src/test/fixtures");

    private ReleasedStages() {}

    /** The releases whose stages are kept, oldest first. */
    static List<String> releases() throws IOException {
        try (Stream<Path> children = Files.list(FIXTURES)) {
            return children.filter(release -> Files.isRegularFile(release.resolve("stages.zip")))
                    .map(release -> release.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** Unpacks the stages of a release to {@code directory/<release>}, which it returns. */
    static Path unpack(String release, Path directory) throws IOException {
        Path assembly = directory.resolve(release);
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file(release)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = assembly.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
        return assembly;
    }

    /** Keeps the stages of an assembly as those of a release. */
    static void write(String release, Path assembly) throws IOException {
        Files.createDirectories(file(release).getParent());
        try (OutputStream out = Files.newOutputStream(file(release));
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(assembly)) {
            for (Path file : files.filter(ReleasedStages::isKept).sorted().toList()) {
                ZipEntry entry = new ZipEntry(assembly.relativize(file).toString());
                entry.setTime(0);
                zip.putNextEntry(entry);
                Files.copy(file, zip);
            }
        }
    }

    private static boolean isKept(Path file) {
        String name = file.getFileName().toString();
        return name.equals("manifest.json") || name.endsWith(".template.json") || name.endsWith(".assets.json");
    }

    private static Path file(String release) {
        return FIXTURES.resolve(release).resolve("stages.zip");
    }
}
