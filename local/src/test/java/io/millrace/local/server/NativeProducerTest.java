package io.millrace.local.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.process.StageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeProducerTest {
    private static final String REFERENCE = "xxorg/apache/flink/streaming/connectors/kinesis/FlinkKinesisProducer;";

    @TempDir
    private Path directory;

    @Test
    void aJobUsesItWhenAClassOfItsOwnRefersToIt() throws IOException {
        assertThat(NativeProducer.isUsedBy(jar("com/shop/Job.class", REFERENCE)))
                .isTrue();
        assertThat(NativeProducer.isUsedBy(jar("com/shop/Job.class", "another class")))
                .isFalse();
        assertThat(NativeProducer.isUsedBy(jar("org/apache/flink/streaming/Connector.class", REFERENCE)))
                .isFalse();
    }

    @Test
    void itIsLedToTheServersPortByItsOwnKeys() {
        PropertyGroupRewriter group = new PropertyGroupRewriter(Map.of("KinesisEndpoint", "elsewhere"));

        NativeProducer.connect(group, "http://127.0.0.1:4567");

        assertThat(group.properties())
                .isEqualTo(Map.of(
                        "KinesisEndpoint", "127.0.0.1",
                        "KinesisPort", "4567",
                        "VerifyCertificate", "false",
                        "MetricsLevel", "none"));
    }

    @Test
    void itIsRefusedWhereItsProgramDoesNotRun() {
        assertThatCode(() -> NativeProducer.requireProgramFor("Linux", "amd64")).doesNotThrowAnyException();
        assertThatCode(() -> NativeProducer.requireProgramFor("Mac OS X", "aarch64"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> NativeProducer.requireProgramFor("Linux", "aarch64"))
                .isInstanceOf(StageException.class)
                .hasMessage(
                        "FlinkKinesisProducer must run on x86-64, since its native program does, got aarch64 on Linux;"
                                + " use KinesisStreamsSink");
    }

    private Path jar(String entry, String content) throws IOException {
        Path jar = directory.resolve("job.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(entry));
            out.write(content.getBytes(US_ASCII));
        }
        return jar;
    }
}
