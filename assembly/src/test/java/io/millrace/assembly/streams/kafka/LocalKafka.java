package io.millrace.assembly.streams.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The local Kafka as a process: it must not be on the class path of its clients. */
final class LocalKafka {
    private final Process process;
    private final String address;

    private LocalKafka(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    static LocalKafka start(Path directory) throws IOException {
        Path target = Path.of(System.getProperty("millrace.home"), "kafka", "target");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dmillrace.log.file=" + directory.resolve("kafka.log"),
                        "-cp",
                        target.resolve("millrace-kafka.jar") + File.pathSeparator + target.resolve("lib") + "/*",
                        "io.millrace.kafka.KafkaMain",
                        "--dir",
                        directory.resolve("kafka").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(UTF_8);
        String first = output.readLine();
        assertThat(first).startsWith("READY ");
        return new LocalKafka(process, first.substring("READY ".length()));
    }

    String address() {
        return address;
    }

    void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
    }
}
