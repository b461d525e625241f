package io.millrace.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.AssemblyFiles;
import io.millrace.local.process.JavaCommand;
import io.millrace.local.process.OwnClassArchive;
import io.millrace.local.stage.LocalStage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetachedStartTest {
    @TempDir
    private Path directory;

    /** The servers and Flink's process restart what an OutOfMemoryError ends; nothing would restart its watch of them. */
    @Test
    void theProcessThatWatchesAStageEndsWhenItHasNoMemoryLeft() {
        Path assembly = new AssemblyFiles(directory.resolve("cdk.out"))
                .oneStack("{'Resources': {'Orders': {'Type': 'AWS::Kinesis::Stream'}}}", "none.jar")
                .directory();
        Path state = directory.resolve("state");
        LocalStage stage =
                LocalStage.builder(assembly).stateDirectory(state).streamsOnly().prepare();

        JavaCommand command = new DetachedStart(
                        stage, List.of(), OwnClassArchive.ofThisProcess(), new PrintWriter(new StringWriter()))
                .command(assembly, state);

        assertThat(command.options()).contains("-XX:+ExitOnOutOfMemoryError");
    }
}
