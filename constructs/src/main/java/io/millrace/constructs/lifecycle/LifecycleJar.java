package io.millrace.constructs.lifecycle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The code of the Lambda functions, extracted from this library into a temporary file for CDK to read. */
final class LifecycleJar implements AutoCloseable {
    static final String RESOURCE = "/META-INF/millrace/lifecycle.jar";

    private final Path folder;

    private LifecycleJar(Path folder) {
        this.folder = folder;
    }

    static LifecycleJar extract() {
        try (InputStream jar = LifecycleJar.class.getResourceAsStream(RESOURCE)) {
            if (jar == null) {
                throw new IllegalStateException("millrace-constructs must hold '" + RESOURCE
                        + "', got a build without it; build the library with Maven");
            }
            LifecycleJar extracted = new LifecycleJar(Files.createTempDirectory("millrace-lifecycle"));
            Files.copy(jar, extracted.file());
            return extracted;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot extract '" + RESOURCE + "'", e);
        }
    }

    Path file() {
        return folder.resolve("lifecycle.jar");
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file());
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete '" + folder + "'", e);
        }
    }
}
