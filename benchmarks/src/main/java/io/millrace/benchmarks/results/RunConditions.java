package io.millrace.benchmarks.results;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One run of the command, and the conditions of everything that it measured.
 *
 * @param id its start, as an ISO 8601 instant
 * @param command the command's arguments
 * @param commit the commit of the sources, with {@code -modified} when the working tree differs from it
 * @param machine processor, cores and memory
 * @param java version of the JVM
 * @param jvmOptions options of the JVMs that run Flink
 * @param flink version of Flink
 * @param flinkOptions Flink's options that were set, but for paths and addresses
 */
public record RunConditions(
        String id,
        List<String> command,
        String commit,
        Machine machine,
        String java,
        List<String> jvmOptions,
        String flink,
        Map<String, String> flinkOptions) {
    public RunConditions {
        command = List.copyOf(command);
        jvmOptions = List.copyOf(jvmOptions);
        flinkOptions = new TreeMap<>(flinkOptions);
    }

    /** If what both measure differs by chance alone. */
    boolean sameAs(RunConditions other) {
        return new RunConditions(
                        id,
                        command,
                        other.commit,
                        other.machine,
                        other.java,
                        other.jvmOptions,
                        other.flink,
                        other.flinkOptions)
                .equals(this);
    }
}
