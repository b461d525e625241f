package io.millrace.job.secret;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A secret in a local file, without trailing white space. */
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
                    String.format("file '%s' must exist and be readable, got %s", file, e), e);
        }
        if (text.isBlank()) {
            throw new UnreadableSecretException(
                    String.format("file '%s' must contain the secret, got an empty file", file));
        }
        return text;
    }
}
