package io.millrace.local.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A command line that runs a Java main class in a process of its own.
 *
 * @param java the command {@code java} of a JDK
 */
public record JavaCommand(Path java, List<String> options, String classPath, String mainClass, List<String> arguments) {
    /**
     * Options of a process that runs for long: HotSpot's optimizing compiler waits ten times as long as by default for a method to
     * be worth its time, so that a start is left to the fast compiler. What is hot reaches the thresholds within moments.
     */
    public static final List<String> LONG_RUNNING = List.of(
            "-XX:Tier4InvocationThreshold=50000",
            "-XX:Tier4MinInvocationThreshold=6000",
            "-XX:Tier4CompileThreshold=150000",
            "-XX:Tier4BackEdgeThreshold=400000");

    /** With the JDK that runs this program. */
    public JavaCommand(List<String> options, String classPath, String mainClass, List<String> arguments) {
        this(Path.of(System.getProperty("java.home"), "bin", "java"), options, classPath, mainClass, arguments);
    }

    public JavaCommand {
        options = List.copyOf(options);
        arguments = List.copyOf(arguments);
    }

    /** The options that name the log of a program whose Log4j configuration reads them. */
    public static List<String> logOptions(Path log) {
        // a percent sign begins a conversion in the name of a file that is rolled over
        return List.of(
                "-Dmillrace.log.file=" + log,
                "-Dmillrace.log.pattern=" + log.toString().replace("%", "%%"));
    }

    /** Options that the environment adds, for every JVM of a stage. The JVM takes the last of two contradictory options. */
    private static List<String> environmentOptions() {
        String options = System.getenv().getOrDefault("MILLRACE_JVM_OPTIONS", "");
        return options.isBlank() ? List.of() : List.of(options.strip().split("\\s+", -1));
    }

    private List<String> line() {
        List<String> line = new ArrayList<>();
        line.add(java.toString());
        line.addAll(options);
        line.addAll(environmentOptions());
        line.addAll(List.of("-cp", classPath, mainClass));
        line.addAll(arguments);
        return line;
    }

    /**
     * The command line of a child that ignores Ctrl-C, which the terminal sends to all processes: its parent shuts it down
     * in order. A JVM keeps ignoring a signal that is ignored when it starts.
     */
    public List<String> shielded() {
        return shell("trap '' INT HUP; exec \"$@\"");
    }

    /** The command line of a process that outlives the terminal; in its own session where {@code setsid} is available. */
    public List<String> detached() {
        return shell("trap '' INT HUP; if command -v setsid >/dev/null; then exec setsid \"$@\"; fi; exec \"$@\"");
    }

    private List<String> shell(String script) {
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        line.addAll(line());
        return line;
    }
}
