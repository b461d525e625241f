package io.millrace.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link KafkaBroker} as a process: {@code --dir DIR [--port PORT]}. Its first line of standard output is
 * {@code READY 127.0.0.1:PORT}. It ends when its standard input does, and so never outlives the process that started
 * it. Exit code 1: the broker could not start; 2: the arguments are wrong.
 */
public final class KafkaMain {
    private static final String USAGE = "usage: --dir DIR [--port PORT]";

    private KafkaMain() {}

    public static void main(String[] args) {
        Map<String, String> options = options(args);
        String directory = options == null ? null : options.get("--dir");
        Optional<Integer> port = options == null ? Optional.empty() : port(options.getOrDefault("--port", "0"));
        if (directory == null || port.isEmpty()) {
            System.err.println(USAGE + ", got " + Arrays.toString(args));
            System.exit(2);
            return;
        }
        System.exit(run(Path.of(directory), port.get()));
    }

    private static int run(Path directory, int port) {
        try (KafkaBroker broker = KafkaBroker.start(directory, port)) {
            System.out.println("READY " + broker.address());
            System.in.transferTo(OutputStream.nullOutputStream());
            return 0;
        } catch (IOException | KafkaException e) {
            System.err.println("the broker could not start: " + Objects.requireNonNullElse(e.getMessage(), e));
            return 1;
        }
    }

    /** The options by name; null when the arguments are not options with values. */
    private static @Nullable Map<String, String> options(String[] args) {
        Map<String, String> options = new TreeMap<>();
        for (int i = 0; i < args.length; i += 2) {
            boolean known = args[i].equals("--dir") || args[i].equals("--port");
            if (!known || i + 1 == args.length || options.put(args[i], args[i + 1]) != null) {
                return null;
            }
        }
        return options;
    }

    private static Optional<Integer> port(String text) {
        return text.matches("[0-9]{1,5}")
                ? Optional.of(Integer.parseInt(text)).filter(port -> port <= 65_535)
                : Optional.empty();
    }
}
