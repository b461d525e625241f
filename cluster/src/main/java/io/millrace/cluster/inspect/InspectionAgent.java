package io.millrace.cluster.inspect;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.InetAddress;
import java.net.Socket;

/**
 * What another process loads into this one to inspect an operator. It connects to that process, does what it asks, and ends with the
 * connection.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/17/docs/api/java.instrument/java/lang/instrument/package-summary.html">Package
 *     java.lang.instrument</a>
 */
public final class InspectionAgent {
    private InspectionAgent() {}

    /**
     * Starts an inspection.
     *
     * @param argument the port of loopback at which the other process listens, and a secret that it knows this one by, with a space in
     *     between
     */
    public static void agentmain(String argument, Instrumentation jvm) {
        String[] words = argument.split(" ", 2);
        Thread thread = new Thread(() -> inspect(Integer.parseInt(words[0]), words[1], jvm), "inspection");
        thread.setDaemon(true);
        thread.start();
    }

    private static void inspect(int port, String secret, Instrumentation jvm) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            new AgentSession(socket, jvm).serve(secret);
        } catch (IOException e) {
            // the other process has ended
        }
    }
}
