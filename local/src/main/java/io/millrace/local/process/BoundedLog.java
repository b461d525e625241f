package io.millrace.local.process;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A log of a bounded size, begun anew: once it has {@value #MAX_BYTES} bytes, it becomes the former one, with the ending
 * {@code .1}, and begins again.
 */
final class BoundedLog implements AutoCloseable {
    static final int MAX_BYTES = 10 * 1024 * 1024;

    private final Path file;
    private OutputStream out = OutputStream.nullOutputStream();
    private long written;

    BoundedLog(Path file) {
        this.file = requireNonNull(file, "file is null");
        try {
            Files.deleteIfExists(former());
            begin();
        } catch (IOException e) {
            written = MAX_BYTES; // a later write begins it
        }
    }

    private Path former() {
        return file.resolveSibling(file.getFileName() + ".1");
    }

    private void begin() throws IOException {
        out = Files.newOutputStream(file);
        written = 0;
    }

    /** Adds bytes. What cannot be written, for example because the disk is full, is left out: its process must go on. */
    void write(byte[] bytes, int length) {
        try {
            if (written + length > MAX_BYTES) {
                out.close();
                if (Files.exists(file)) {
                    Files.move(file, former(), StandardCopyOption.REPLACE_EXISTING);
                }
                begin();
            }
            out.write(bytes, 0, length);
            written += length;
        } catch (IOException e) {
            // a process that nobody reads would stop at its next line
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
