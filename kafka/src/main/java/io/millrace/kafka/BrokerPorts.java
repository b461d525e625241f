package io.millrace.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The two ports that a node listens on. They are chosen before it starts, since its configuration contains them. */
record BrokerPorts(int broker, int controller) {
    /**
     * Chooses free ports.
     *
     * @param broker the broker's port, or 0 for any free one
     * @throws IOException when the given port is taken
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
