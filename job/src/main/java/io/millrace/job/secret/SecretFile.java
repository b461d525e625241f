package io.millrace.job.secret;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A secret in a file of this machine; a line's end behind it is not part of it. */
final class SecretFile implements SecretReference {
    private final URI file;

    SecretFile(URI file) {
        this.file = file;
    }

    @Override
    public String read() {
        String text;
        try {
            text = Files.readString(Path.of(file)).stripTrailing();
        } catch (IOException | IllegalArgumentException e) {
            throw new UnreadableSecretException(
                    String.format("file '%s' must be there to be read, got %s", file, e), e);
        }
        if (text.isBlank()) {
            throw new UnreadableSecretException(String.format("file '%s' must hold a text, got none", file));
        }
        return text;
    }
}
