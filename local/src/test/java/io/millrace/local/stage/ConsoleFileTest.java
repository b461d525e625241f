package io.millrace.local.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleFileTest {
    private static final URI URL = URI.create("http://127.0.0.1:4711/#token=a_-9");

    @TempDir
    private Path directory;

    @Test
    void onlyTheOwnerCanReadTheSecret() throws IOException {
        new ConsoleFile(directory).remember(URL, 4711);

        assertThat(withTheSecret()).hasSize(2).allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------")));
    }

    /** The browser test opens it. */
    @Test
    void thePageLeadsToTheAddress() throws IOException {
        ConsoleFile console = new ConsoleFile(directory);

        console.remember(URL, 4711);

        assertThat(console.page())
                .content()
                .contains("<meta http-equiv=\"refresh\" content=\"0; url=" + URL + "\" />")
                .contains("<a href=\"" + URL + "\">");
    }

    @Test
    void nothingOfTheSecretStays() throws IOException {
        ConsoleFile console = new ConsoleFile(directory);
        console.remember(URL, 4711);

        console.forget(URL);

        assertThat(withTheSecret()).isEmpty();
    }

    private List<Path> withTheSecret() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(ConsoleFileTest::hasTheSecret).toList();
        }
    }

    private static boolean hasTheSecret(Path file) {
        try {
            return Files.readString(file).contains("a_-9");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
