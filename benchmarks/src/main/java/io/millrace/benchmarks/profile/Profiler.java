package io.millrace.benchmarks.profile;

import io.millrace.benchmarks.results.HotMethods.HotMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/** Samples the threads of this process, until it is closed. */
public final class Profiler implements AutoCloseable {
    private static final String JAVA = "jdk.ExecutionSample";
    private static final String NATIVE = "jdk.NativeMethodSample";
    private static final Duration PERIOD = Duration.ofMillis(10);
    private static final int HOTTEST = 10;

    private final Recording recording = new Recording();

    /** Starts to sample. */
    public Profiler() {
        recording.enable(JAVA).withPeriod(PERIOD);
        recording.enable(NATIVE).withPeriod(PERIOD);
        recording.start();
    }

    /**
     * The samples so far.
     *
     * @param samples the number of all samples
     * @param hottest the methods that were on top of the stack most often
     */
    public record Samples(long samples, List<HotMethod> hottest) {
        public Samples {
            hottest = List.copyOf(hottest);
        }

        static Samples of(Map<String, Long> counts) {
            return new Samples(
                    counts.values().stream().mapToLong(Long::longValue).sum(),
                    counts.entrySet().stream()
                            .map(count -> new HotMethod(count.getKey(), count.getValue()))
                            .sorted(Comparator.comparing(HotMethod::samples)
                                    .reversed()
                                    .thenComparing(HotMethod::method))
                            .limit(HOTTEST)
                            .toList());
        }
    }

    /** Stops, and counts the samples by the method on top of the stack. */
    public Samples stop() throws IOException {
        recording.stop();
        Path file = Files.createTempFile("millrace-bench-", ".jfr");
        try {
            recording.dump(file);
            return Samples.of(count(file));
        } finally {
            Files.delete(file);
        }
    }

    private static Map<String, Long> count(Path file) throws IOException {
        Map<String, Long> counts = new HashMap<>();
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                method(events.readEvent()).ifPresent(method -> counts.merge(method, 1L, Long::sum));
            }
        }
        return counts;
    }

    /** The method of a sample of a thread that works. A thread in native code waits, unless that is RocksDB's. */
    private static Optional<String> method(RecordedEvent event) {
        String kind = event.getEventType().getName();
        if (!(kind.equals(JAVA) || kind.equals(NATIVE)) || event.getStackTrace() == null) {
            return Optional.empty();
        }
        RecordedMethod top = event.getStackTrace().getFrames().get(0).getMethod();
        String type = top.getType().getName();
        return kind.equals(JAVA) || type.startsWith("org.rocksdb.")
                ? Optional.of(name(type, top.getName()))
                : Optional.empty();
    }

    /** A lambda's class has a name of its own in each process. */
    static String name(String type, String method) {
        int lambda = type.indexOf("$$Lambda");
        return (lambda < 0 ? type : type.substring(0, lambda) + "$$Lambda") + "." + method;
    }

    @Override
    public void close() {
        recording.close();
    }
}
