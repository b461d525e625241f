package io.millrace.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A copy of this project's assembly with changes that its authors might make. */
final class ChangedAssembly {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path directory;

    /** Copies the assembly. */
    ChangedAssembly(Path directory) throws IOException {
        this.directory = directory;
        Path original = Path.of(System.getProperty("millrace.assembly"));
        for (Path file : files(original)) {
            Path copy = directory.resolve(original.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
    }

    Path directory() {
        return directory;
    }

    /** Changes a setting of a job in the stage {@code dev}. */
    ChangedAssembly set(String job, String key, String value) throws IOException {
        int changed = 0;
        for (Path template : templates()) {
            JsonNode json = JSON.readTree(template.toFile());
            for (JsonNode group : json.findValues("PropertyGroups").stream()
                    .flatMap(groups -> Stream.iterate(0, i -> i < groups.size(), i -> i + 1)
                            .map(groups::get))
                    .toList()) {
                if (group.path("PropertyMap").path("name").asText().equals(job)) {
                    ((ObjectNode) group.get("PropertyMap")).put(key, value);
                    changed++;
                }
            }
            JSON.writeValue(template.toFile(), json);
        }
        if (changed != 1) {
            throw new IllegalStateException("%d applications run %s".formatted(changed, job));
        }
        return this;
    }

    /** Replaces the jar by one with the same code and one more entry. */
    ChangedAssembly rebuilt() throws IOException {
        for (Path jar : files(directory)) {
            if (jar.toString().endsWith(".jar")) {
                try (FileSystem content = FileSystems.newFileSystem(jar)) {
                    Files.writeString(content.getPath("/build.txt"), "another one");
                }
            }
        }
        return this;
    }

    private List<Path> templates() {
        return files(directory).stream()
                .filter(file -> file.getFileName().toString().endsWith(".template.json"))
                .filter(file -> file.getParent().getFileName().toString().contains("dev"))
                .toList();
    }

    private static List<Path> files(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
