package io.millrace.local.runtime;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts the stage's Kinesis, whose records are in the stage's directory. */
final class KinesisProcess {
    private KinesisProcess() {}

    /**
     * Starts it.
     *
     * @param port the port it had, to have again if nobody else does, or 0
     */
    static ChildProcess start(StageDirectory directory, int port) {
        JavaCommand command = new JavaCommand(
                List.of("-Xmx512m"),
                System.getProperty("java.class.path"),
                "io.millrace.kinesis.KinesisMain",
                List.of(
                        "--dir",
                        directory.path().resolve("kinesis").toString(),
                        "--port",
                        Integer.toString(isFree(port) ? port : 0)));
        return ChildProcess.start("kinesis", command, Map.of(), log(directory));
    }

    static int port(URI endpoint) {
        return endpoint.getPort();
    }

    private static Path log(StageDirectory directory) {
        return directory.path().resolve("kinesis.log");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
