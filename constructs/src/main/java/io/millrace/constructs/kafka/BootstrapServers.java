package io.millrace.constructs.kafka;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awscdk.Token;

/**
 * Where a cluster's brokers listen for clients that authenticate with IAM, as {@code host:port,host:port}.
 *
 * @see <a href="https://docs.aws.amazon.com/msk/latest/developerguide/port-info.html">Port information</a>
 */
record BootstrapServers(String text) {
    static final int IAM_PORT = 9098;
    static final int PUBLIC_IAM_PORT = 9198;

    private static final Pattern SERVER = Pattern.compile("[A-Za-z0-9.-]+:([0-9]{1,5})");
    private static final int MAX_PORT = 65_535;

    /** MSK's other ports; a client with IAM authentication that connects to one of them waits forever. */
    private static final Map<Integer, String> OTHER_PORTS = Map.of(
            9092, "plaintext",
            9094, "TLS",
            9096, "SCRAM",
            9194, "TLS",
            9196, "SCRAM",
            20_092, "plaintext",
            20_094, "TLS",
            20_096, "SCRAM");

    BootstrapServers {
        if (!Token.isUnresolved(text)) {
            String violations = List.of(text.split(",", -1)).stream()
                    .map(BootstrapServers::violation)
                    .filter(violation -> !violation.isEmpty())
                    .collect(joining(", "));
            if (!violations.isEmpty()) {
                throw new IllegalArgumentException("bootstrapServers must be host:port,host:port with the port of IAM ("
                        + IAM_PORT + ", or " + PUBLIC_IAM_PORT + " for public access), got " + violations
                        + "; use BootstrapBrokerStringSaslIam from aws kafka get-bootstrap-brokers");
            }
        }
    }

    /** The ports of all servers; empty for a token. */
    Set<Integer> ports() {
        Set<Integer> ports = new LinkedHashSet<>();
        if (!Token.isUnresolved(text)) {
            for (String server : text.split(",", -1)) {
                ports.add(port(server));
            }
        }
        return ports;
    }

    private static String violation(String server) {
        int port = port(server);
        if (port < 1 || port > MAX_PORT) {
            return "'" + server + "'";
        }
        String other = OTHER_PORTS.get(port);
        return other == null ? "" : "'" + server + "' with the port of " + other;
    }

    /** Zero for text that is not host:port. */
    private static int port(String server) {
        Matcher matcher = SERVER.matcher(server);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
