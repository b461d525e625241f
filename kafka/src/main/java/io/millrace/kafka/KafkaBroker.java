package io.millrace.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka cluster of one node, broker and controller in one, that listens on loopback and keeps its records in a
 * directory. A record is in its log before it is acknowledged, so it survives a kill of the process, but not a loss of
 * power: as usual with Kafka, there is no fsync.
 *
 * <p>At most one in a process: when Kafka fails, it ends the process.
 */
public final class KafkaBroker implements AutoCloseable {
    private final FileChannel lock;
    private final KafkaRaftServer server;
    private final String address;

    private KafkaBroker(FileChannel lock, KafkaRaftServer server, String address) {
        this.lock = lock;
        this.server = server;
        this.address = address;
    }

    /**
     * Starts a broker on a directory, and returns when it accepts requests.
     *
     * @param directory created if it is missing
     * @param port 0 for any free one
     * @throws IOException when another broker uses the directory, the port is taken, or the directory cannot be written
     *     or has a comma in its path
     */
    public static KafkaBroker start(Path directory, int port) throws IOException {
        BrokerProperties.checkPath(directory);
        FileChannel lock = lock(Files.createDirectories(directory));
        BrokerPorts ports = BrokerPorts.choose(port);
        Properties properties = BrokerProperties.of(directory, ports);
        Path file = directory.resolve("server.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        format(file);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        server.startup();
        return new KafkaBroker(lock, server, BrokerProperties.LOOPBACK + ":" + ports.broker());
    }

    /** Kafka has a lock of its own, but halts the process without a message when it is taken. */
    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new IOException(
                    directory + " must be used by one broker only, and another one uses it; stop that one");
        }
        return channel;
    }

    /** Formats the directory, unless it is formatted already. The cluster id is always the same, so that it matches. */
    private static void format(Path properties) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        String[] arguments = {
            "format", "--ignore-formatted", "--cluster-id", "bWlsbHJhY2UtbG9jYWwtMQ", "--config", properties.toString()
        };
        if (StorageTool.execute(arguments, new PrintStream(output, true, StandardCharsets.UTF_8)) != 0) {
            throw new IOException(output.toString(StandardCharsets.UTF_8).strip());
        }
    }

    /** The address for a client's {@code bootstrap.servers}: {@code 127.0.0.1:PORT}. */
    public String address() {
        return address;
    }

    /** Shuts down cleanly. */
    @Override
    public void close() throws IOException {
        server.shutdown();
        server.awaitShutdown();
        lock.close();
    }
}
