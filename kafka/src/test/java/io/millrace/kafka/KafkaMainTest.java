package io.millrace.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker in its own process: how it starts and ends, and that a kill loses nothing. */
class KafkaMainTest {
    private static final String LISTENING = "0A";
    private static final int PARTITIONS = 3;
    private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 5_000;
    /** For a machine under load; no test takes this long. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path directory;

    private final List<Process> processes = new ArrayList<>();

    /** A running broker: its process and where it listens. */
    private record Running(Process process, String address) {
        int port() {
            return Integer.parseInt(address.substring(address.indexOf(':') + 1));
        }
    }

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void itEndsWhenItsStandardInputDoes() throws Exception {
        Running broker = startBroker(0);
        createTopic(broker);

        broker.process().getOutputStream().close();

        assertThat(broker.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(broker.process().exitValue()).isZero();
    }

    @Test
    void everySocketIsOnLoopback() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "only Linux shows the sockets of a process");

        Running broker = startBroker(0);

        assertThat(listeningAddresses(broker.process()))
                .isNotEmpty()
                .isSubsetOf("0100007F", "0000000000000000FFFF00000100007F");
    }

    @Test
    void itSaysWhyItDoesNotStart() throws Exception {
        Running first = startBroker(0);

        Process second = start("--dir", directory.toString());
        Process taken = start("--dir", directory.resolve("other").toString(), "--port", Integer.toString(first.port()));
        Process wrong = start("--dir");
        Process port = start("--dir", directory.toString(), "--port", "70000");

        assertThat(errors(second))
                .startsWith("the broker could not start: " + directory + " must be used by one broker only");
        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(errors(taken))
                .startsWith("the broker could not start: port %d cannot be listened on: ".formatted(first.port()));
        assertThat(taken.waitFor()).isEqualTo(1);
        assertThat(errors(wrong)).isEqualTo("usage: --dir DIR [--port PORT], got [--dir]%n".formatted());
        assertThat(wrong.waitFor()).isEqualTo(2);
        assertThat(errors(port)).startsWith("usage: --dir DIR [--port PORT]");
        assertThat(port.waitFor()).isEqualTo(2);
    }

    /** Kafka would keep its records in several places, none of which is the directory. */
    @Test
    void aCommaInItsPathIsRefused() throws Exception {
        Path comma = directory.resolve("a,b");

        Process process = start("--dir", comma.toString());
        process.getOutputStream().close();

        assertThat(errors(process))
                .isEqualTo(
                        ("the broker could not start: the path of the broker's directory must have no comma, at which"
                                        + " Kafka would divide it, got '%s'; choose another directory%n")
                                .formatted(comma));
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(comma).doesNotExist();
    }

    @Test
    void everyAcknowledgedRecordSurvivesAKillInTheMidstOfPuts() throws Exception {
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        Running broker = startBroker(0);
        createTopic(broker);

        putUntilKilled(broker, acknowledged);

        assertThat(readAll(startBroker(broker.port()))).containsAllEntriesOf(acknowledged);
    }

    private static void putUntilKilled(Running broker, Map<String, String> acknowledged) throws InterruptedException {
        KafkaProducer<String, String> producer = new KafkaProducer<>(
                // gives up soon what is unsent at the kill
                Map.of("bootstrap.servers", broker.address(), "buffer.memory", "1000000", "max.block.ms", "500"),
                new StringSerializer(),
                new StringSerializer());
        try {
            Thread puts = new Thread(() -> {
                for (int i = 0; broker.process().isAlive(); i++) {
                    String text = Integer.toString(i);
                    producer.send(new ProducerRecord<>("orders", text, text), (record, refused) -> {
                        if (refused == null) {
                            acknowledged.put(record.partition() + "/" + record.offset(), text);
                        }
                    });
                }
            });
            puts.start();
            await().atMost(PATIENCE).until(() -> acknowledged.size() >= ACKNOWLEDGED_BEFORE_THE_KILL);
            broker.process().destroyForcibly().waitFor();
            puts.join(PATIENCE.toMillis());
        } finally {
            producer.close(Duration.ZERO);
        }
    }

    /** The records by partition and offset. */
    private static Map<String, String> readAll(Running broker) {
        Map<String, String> found = new HashMap<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.address(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("orders").stream()
                    .map(partition -> new TopicPartition("orders", partition.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            await().atMost(PATIENCE).until(() -> {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    found.put(record.partition() + "/" + record.offset(), record.value());
                }
                return partitions.stream()
                        .allMatch(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
            });
        }
        return found;
    }

    private static void createTopic(Running broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.createTopics(List.of(new NewTopic("orders", PARTITIONS, (short) 1)))
                    .all()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private Running startBroker(int port) throws IOException {
        Process process = start("--dir", directory.toString(), "--port", Integer.toString(port));
        BufferedReader output = process.inputReader(UTF_8);
        String first = output.readLine();
        assertThat(first).startsWith("READY 127.0.0.1:");
        return new Running(process, first.substring("READY ".length()));
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dmillrace.log.file=" + directory.resolve("kafka.log"),
                "-cp",
                System.getProperty("java.class.path"),
                KafkaMain.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).start();
        processes.add(process);
        return process;
    }

    private static String errors(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), UTF_8);
    }

    /** The addresses a process listens on, in the kernel's hexadecimal form. */
    private static Set<String> listeningAddresses(Process process) throws IOException {
        Path ofProcess = Path.of("/proc", Long.toString(process.pid()));
        Set<String> sockets;
        try (Stream<Path> files = Files.list(ofProcess.resolve("fd"))) {
            sockets = files.map(KafkaMainTest::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.replaceAll("[^0-9]", ""))
                    .collect(toSet());
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(ofProcess.resolve("net/tcp")));
        lines.addAll(Files.readAllLines(ofProcess.resolve("net/tcp6")));
        return lines.stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns[3].equals(LISTENING) && sockets.contains(columns[9]))
                .map(columns -> columns[1].substring(0, columns[1].indexOf(':')))
                .collect(toSet());
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "gone";
        }
    }
}
