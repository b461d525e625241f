package io.millrace.local.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** The output of a process: its lines are heard, and its bytes are logged. What is printed is bounded by nothing. */
final class ProcessOutput {
    /** Of a line, what is heard. */
    static final int MAX_LINE = 64 * 1024;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** @param lines receives each line, or its beginning */
    ProcessOutput(Consumer<String> lines) {
        this.lines = requireNonNull(lines, "lines is null");
    }

    /** Reads to the end. */
    void read(InputStream output, BoundedLog log) throws IOException {
        byte[] block = new byte[8192];
        for (int length = output.read(block); length >= 0; length = output.read(block)) {
            log.write(block, length);
            for (int i = 0; i < length; i++) {
                take(block[i]);
            }
        }
        if (line.size() > 0) {
            endLine();
        }
    }

    private void take(byte next) {
        if (next == '\n') {
            endLine();
        } else if (line.size() < MAX_LINE) {
            line.write(next);
        }
    }

    private void endLine() {
        lines.accept(line.toString(UTF_8).stripTrailing());
        line.reset();
    }
}
