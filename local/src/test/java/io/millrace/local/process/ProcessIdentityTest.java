package io.millrace.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.files.JsonFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessIdentityTest {
    @TempDir
    private Path directory;

    @Test
    void aProcessIsFoundByWhatAFileKeepsOfIt() {
        JsonFile<ProcessIdentity> file = file();
        file.write(ProcessIdentity.ofThisProcess());

        assertThat(file.read().orElseThrow().find()).contains(ProcessHandle.current());
    }

    @Test
    void thatOfAnEarlierReleaseHasEnded() throws Exception {
        Files.writeString(
                file().path(),
                "{\"pid\": %d, \"startedMillis\": 1}"
                        .formatted(ProcessHandle.current().pid()));

        assertThat(file().read().orElseThrow().find()).isEmpty();
    }

    private JsonFile<ProcessIdentity> file() {
        return new JsonFile<>(directory.resolve("process.json"), ProcessIdentity.class);
    }
}
