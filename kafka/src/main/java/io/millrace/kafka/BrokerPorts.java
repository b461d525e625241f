package io.millrace.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The two ports that a node listens on. They must be known before it starts: it is told where it is itself. */
record BrokerPorts(int broker, int controller) {
    /**
     * Chooses free ports.
     *
     * @param broker the broker's, or 0 for any
     * @throws IOException when the one asked for is taken
     */
    static BrokerPorts choose(int broker) throws IOException {
        try (ServerSocket first = listen(broker);
                ServerSocket second = listen(0)) {
            return new BrokerPorts(first.getLocalPort(), second.getLocalPort());
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        try {
            return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IOException("port %d cannot be listened on: %s".formatted(port, e.getMessage()), e);
        }
    }
}
