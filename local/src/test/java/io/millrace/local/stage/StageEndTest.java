package io.millrace.local.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.AssemblyFiles;
import io.millrace.local.process.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stage ends even where its files cannot be written. */
class StageEndTest {
    @TempDir
    private Path directory;

    @Test
    void noProcessAndNoLockIsLeftWhenTheStatusCannotBeWritten() throws IOException {
        LocalStage stage = LocalStage.builder(new AssemblyFiles(directory.resolve("cdk.out"))
                        .oneStack("{'Resources': {'Orders': {'Type': 'AWS::Kinesis::Stream'}}}", "none.jar")
                        .directory())
                .stateDirectory(directory.resolve("state"))
                .streamsOnly()
                .start();
        StageDirectory files = stage.directory();
        List<ProcessIdentity> children = files.running().orElseThrow().status().children();
        assertThat(children).singleElement().satisfies(child -> assertThat(child.find())
                .isPresent());
        replaceStatusByADirectory(files);

        assertThatThrownBy(stage::close).isInstanceOf(UncheckedIOException.class);

        assertThat(children).allSatisfy(child -> assertThat(child.find()).isEmpty());
        Files.delete(files.recordFile().resolve("full"));
        Files.delete(files.recordFile());
        files.lock().orElseThrow().close();
    }

    /** A move does not replace one that has a file. */
    private static void replaceStatusByADirectory(StageDirectory files) throws IOException {
        Files.delete(files.recordFile());
        Files.createDirectory(files.recordFile());
        Files.createFile(files.recordFile().resolve("full"));
    }
}
