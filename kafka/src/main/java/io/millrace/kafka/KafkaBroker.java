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
 * directory. A record is in its log before it is acknowledged, and so survives the end of the process, though not the
 * end of the machine: as everywhere in Kafka, there is no fsync.
 *
 * <p>One in a process: Kafka ends the process when it fails.
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
     * Starts a broker on what the directory holds, and returns once it serves.
     *
     * @param directory made when it is missing
     * @param port 0 for any
     * @throws IOException when another broker has the directory or the port, or when the directory cannot be written
     */
    public static KafkaBroker start(Path directory, int port) throws IOException {
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

    /** Kafka has a lock too, but halts the process, and says nothing, when somebody else has it. */
    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new IOException(directory + " must be one broker's alone, and another one has it; stop that one");
        }
        return channel;
    }

    /** Leaves a directory alone that has been formatted before; the cluster's id is the same in each, so that it can. */
    private static void format(Path properties) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        String[] arguments = {
            "format", "--ignore-formatted", "--cluster-id", "bWlsbHJhY2UtbG9jYWwtMQ", "--config", properties.toString()
        };
        if (StorageTool.execute(arguments, new PrintStream(said, true, StandardCharsets.UTF_8)) != 0) {
            throw new IOException(said.toString(StandardCharsets.UTF_8).strip());
        }
    }

    /** Where it serves, as a client's {@code bootstrap.servers} takes it: {@code 127.0.0.1:PORT}. */
    public String address() {
        return address;
    }

    /** Ends it in good order. */
    @Override
    public void close() throws IOException {
        server.shutdown();
        server.awaitShutdown();
        lock.close();
    }
}
