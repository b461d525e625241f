package io.millrace.local.cli.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/** The lines of a text in UTF-8, one at a time. Bytes that are none are an error of their line, and of no line before it. */
final class Utf8Lines implements AutoCloseable {
    private final InputStream in;
    private long number;

    Utf8Lines(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** The number of the latest line, from 1. */
    long number() {
        return number;
    }

    /**
     * The next line without its end, which is a line feed, or a carriage return and a line feed.
     *
     * @return empty at the end of the text
     * @throws CharacterCodingException when the line is not UTF-8
     */
    Optional<String> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int read = in.read();
        if (read < 0) {
            return Optional.empty();
        }
        number++;
        for (; read >= 0 && read != '\n'; read = in.read()) {
            line.write(read);
        }
        String text =
                UTF_8.newDecoder().decode(ByteBuffer.wrap(line.toByteArray())).toString();
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }

    /** Whether there is more without waiting for it. */
    boolean isReady() throws IOException {
        return in.available() > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
