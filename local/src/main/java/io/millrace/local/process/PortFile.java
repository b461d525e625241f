package io.millrace.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps a server's port across starts, so that its address stays the same. */
public record PortFile(Path path) {
    /** The former port if it is free, or else 0, which means any port. */
    public int usable() {
        try {
            int port =
                    Files.exists(path) ? Integer.parseInt(Files.readString(path).strip()) : 0;
            return isPort(port) && isFree(port) ? port : 0;
        } catch (NumberFormatException e) {
            return 0; // a kill or a full disk left half a file
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void remember(int port) {
        try {
            Files.writeString(path, Integer.toString(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isPort(int number) {
        return number > 0 && number <= 0xFFFF;
    }

    /** Whether no process listens at a port of loopback. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
