package io.millrace.kinesis.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link KinesisServer} as a process: {@code --dir DIR [--port PORT] [--limits on|off]}. Its first line of standard output is
 * {@code READY http://127.0.0.1:PORT}. It ends when its standard input does, and so never outlives the process that
 * started it. Exit code 1: the server could not start; 2: the arguments are wrong.
 */
public final class KinesisMain {
    private static final String USAGE = "usage: --dir DIR [--port PORT] [--limits on|off]";

    private static final Set<String> OPTIONS = Set.of("--dir", "--port", "--limits");
    private static final String ON = "on";
    private static final Set<String> LIMITS = Set.of(ON, "off");

    private KinesisMain() {}

    public static void main(String[] args) {
        Map<String, String> options = options(args);
        String directory = options == null ? null : options.get("--dir");
        String limits = options == null ? ON : options.getOrDefault("--limits", ON);
        Optional<Integer> port = options == null ? Optional.empty() : port(options.getOrDefault("--port", "0"));
        if (directory == null || directory.isBlank() || port.isEmpty() || !LIMITS.contains(limits)) {
            System.err.println(USAGE + ", got " + Arrays.toString(args));
            System.exit(2);
            return;
        }
        try (KinesisServer server = start(Path.of(directory), port.get(), limits)) {
            System.out.println("READY " + server.endpoint());
            awaitEnd(System.in);
        } catch (IOException e) {
            System.err.println("the server could not start: " + e.getMessage());
            System.exit(1);
        }
    }

    private static KinesisServer start(Path directory, int port, String limits) throws IOException {
        return limits.equals(ON)
                ? KinesisServer.start(directory, port)
                : KinesisServer.startWithoutLimits(directory, port);
    }

    /** The options by name; null when the arguments are not options with values. */
    private static @Nullable Map<String, String> options(String[] args) {
        Map<String, String> options = new TreeMap<>();
        for (int i = 0; i < args.length; i += 2) {
            boolean known = OPTIONS.contains(args[i]);
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

    private static void awaitEnd(InputStream input) throws IOException {
        input.transferTo(OutputStream.nullOutputStream());
    }
}
