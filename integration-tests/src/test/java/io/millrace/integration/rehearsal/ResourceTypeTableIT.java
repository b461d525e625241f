package io.millrace.integration.rehearsal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table of resource types is what the generator makes of the pinned schemas, which {@code npm ci} has installed. */
class ResourceTypeTableIT {
    private static final Path HOME = Path.of(System.getProperty("millrace.home"));

    @Test
    void theTableIsThatOfThePackage() throws IOException, InterruptedException {
        Process generator = new ProcessBuilder("node", "rehearsal/resource-types.mjs")
                .directory(HOME.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        String generated = new String(generator.getInputStream().readAllBytes(), UTF_8);

        assertThat(generator.waitFor()).isZero();
        assertThat(generated)
                .isEqualTo(Files.readString(
                        HOME.resolve("rehearsal/src/main/resources/io/millrace/rehearsal/schema/resource-types.tsv")));
    }
}
