package io.millrace.assembly.cloudformation;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Template files for tests, also of other modules. */
public final class TestTemplate {
    private TestTemplate() {}

    /** Copies one of the templates beside this class into a directory. */
    public static Path copy(String name, Path directory) {
        try (InputStream in = requireNonNull(TestTemplate.class.getResourceAsStream(name), name)) {
            Path file = directory.resolve(name);
            Files.write(file, in.readAllBytes());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
