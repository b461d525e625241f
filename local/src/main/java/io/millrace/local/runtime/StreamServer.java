package io.millrace.local.runtime;

import io.millrace.assembly.deployment.StreamBackend;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts a server whose records are in the stage's directory. */
final class StreamServer {
    private StreamServer() {}

    static ChildProcess start(StreamBackend backend, StageDirectory directory, LocalHome home) {
        Path path = directory.path();
        JavaCommand command = new JavaCommand(
                options(backend, path),
                classPath(backend, home),
                mainClass(backend),
                List.of(
                        "--dir",
                        path.resolve(backend.toString()).toString(),
                        "--port",
                        Integer.toString(directory.port(backend).usable())));
        return ChildProcess.start(backend.toString(), command, Map.of(), path.resolve(backend + ".log"));
    }

    private static List<String> options(StreamBackend backend, Path path) {
        return switch (backend) {
            case KINESIS -> List.of("-Xmx512m");
            case KAFKA -> List.of("-Xmx512m", "-Dmillrace.log.file=" + path.resolve("kafka-server.log"));
        };
    }

    private static String classPath(StreamBackend backend, LocalHome home) {
        return switch (backend) {
            case KINESIS -> System.getProperty("java.class.path");
            case KAFKA -> home.kafkaClassPath();
        };
    }

    private static String mainClass(StreamBackend backend) {
        return switch (backend) {
            case KINESIS -> "io.millrace.kinesis.KinesisMain";
            case KAFKA -> "io.millrace.kafka.KafkaMain";
        };
    }
}
