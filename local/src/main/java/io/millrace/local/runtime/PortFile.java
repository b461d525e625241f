package io.millrace.local.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps a server's port from one start to the next, so that it has the same address again. */
record PortFile(Path path) {
    /** The port it had, if it is free; otherwise 0, which stands for any. */
    int usable() {
        try {
            int port =
                    Files.exists(path) ? Integer.parseInt(Files.readString(path).strip()) : 0;
            return isFree(port) ? port : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remember(int port) {
        try {
            Files.writeString(path, Integer.toString(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
