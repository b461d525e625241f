package io.millrace.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.AssemblyFiles;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.local.process.StageException;
import io.millrace.local.stage.LocalStage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a stage whose stream is a topic. */
class KafkaCommandsTest {
    @TempDir
    private Path directory;

    private Path state;
    private Path assembly;

    @BeforeEach
    void writeAssembly() {
        state = directory.resolve("state");
        assembly = new AssemblyFiles(directory.resolve("cdk.out"))
                .oneStack(
                        "{'Resources': {'Orders': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'ShardCount': 2}}}}",
                        "none.jar")
                .directory();
    }

    @Test
    void aStageStaysOnKafkaWithWhatItsTopicsHold() throws IOException {
        Path file = Files.writeString(directory.resolve("orders.txt"), "{\"order\":1}\n{\"order\":2}\n", UTF_8);
        try (LocalStage stage = builder().streams(StreamBackend.KAFKA).start()) {
            assertThat(run("put", "Orders", file.toString(), "--partition-key", "1"))
                    .isEqualTo("2 records written to shop-Orders\n");
            assertThat(run("status"))
                    .startsWith("stage default: RUNNING (process %d)\nkafka: %s\n  shop-Orders\n"
                            .formatted(ProcessHandle.current().pid(), stage.bootstrapServers()));
            assertThatThrownBy(stage::endpoint)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the stage has no kinesis, or is not started");
        }

        try (LocalStage again = builder().start()) {
            assertThat(again.plan().streams().get(0).backend()).isEqualTo(StreamBackend.KAFKA);
            assertThat(run("tail", "Orders", "--from-start", "--max", "2"))
                    .isEqualTo("reading shop-Orders\n{\"order\":1}\n{\"order\":2}\n");
        }

        assertThatThrownBy(() -> builder().streams(StreamBackend.KINESIS).start())
                .isInstanceOf(StageException.class)
                .hasMessage(
                        "stage default has its streams and its state on kafka, not on kinesis; delete %s to start without them"
                                .formatted(builder().prepare().directory().path()));
    }

    @Test
    void anUnknownBackendIsAMistakeOfUse() {
        assertThat(run("up", "--streams", "pulsar"))
                .startsWith("Invalid value for option '--streams': expected one of [")
                .contains("(case-insensitive) but was 'pulsar'");
    }

    private LocalStage.Builder builder() {
        return LocalStage.builder(assembly).stateDirectory(state);
    }

    /** What a command says, on either output. */
    private String run(String command, String... arguments) {
        StringWriter said = new StringWriter();
        String[] line = new String[arguments.length + 4];
        line[0] = "local";
        line[1] = command;
        System.arraycopy(arguments, 0, line, 2, arguments.length);
        line[line.length - 2] = "--state";
        line[line.length - 1] = state.toString();
        Main.commandLine()
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute(line);
        return said.toString();
    }
}
