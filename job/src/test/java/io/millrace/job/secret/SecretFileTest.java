package io.millrace.job.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    @TempDir
    Path folder;

    @Test
    void aLinesEndIsNotPartOfASecret() throws IOException {
        Path file = folder.resolve("key");
        Files.writeString(file, " pep per\n");

        assertThat(SecretReference.parse(file.toUri().toString()).read()).isEqualTo(" pep per");
    }

    @Test
    void missingOrEmptyFileIsReported() throws IOException {
        Path empty = folder.resolve("empty");
        Files.writeString(empty, "\n");

        assertThatThrownBy(() -> SecretReference.parse(
                                folder.resolve("none").toUri().toString())
                        .read())
                .isInstanceOf(UnreadableSecretException.class)
                .hasMessage("file '" + folder.resolve("none").toUri()
                        + "' must exist and be readable, got java.nio.file.NoSuchFileException: "
                        + folder.resolve("none"));
        assertThatThrownBy(() -> SecretReference.parse(empty.toUri().toString()).read())
                .isInstanceOf(UnreadableSecretException.class)
                .hasMessage("file '" + empty.toUri() + "' must contain the secret, got an empty file");
    }
}
