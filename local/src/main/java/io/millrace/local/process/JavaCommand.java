package io.millrace.local.process;

import static java.util.stream.Collectors.joining;

import io.millrace.local.files.Directories;
import java.io.File;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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

    /** The same command with options that take precedence: the JVM takes the last of two contradictory ones. */
    public JavaCommand overriddenBy(List<String> more) {
        return new JavaCommand(
                java, Stream.concat(options.stream(), more.stream()).toList(), classPath, mainClass, arguments);
    }

    /** The options that name the log of a program whose Log4j configuration reads them. */
    public static List<String> logOptions(Path log) {
        // a percent sign begins a conversion in the name of a file that is rolled over
        return List.of(
                "-Dmillrace.log.file=" + log,
                "-Dmillrace.log.pattern=" + log.toString().replace("%", "%%"));
    }

    /**
     * The class path of this process, for a child that runs in another directory. If the child's main class is in a jar,
     * directories are left out: they are those of tests, which the child does not need, and {@link ClassArchives} takes only
     * jars.
     */
    public static String ownClassPath(String mainClass) {
        URL main = JavaCommand.class.getResource("/" + mainClass.replace('.', '/') + ".class");
        boolean packaged = main != null && main.getProtocol().equals("jar");
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath())
                .filter(entry -> !packaged || !Files.isDirectory(entry))
                .map(Path::toString)
                .collect(joining(File.pathSeparator));
    }

    /** Options that the environment adds, for every JVM of a stage. The JVM takes the last of two contradictory options. */
    private static List<String> environmentOptions() {
        String options = System.getenv().getOrDefault("MILLRACE_JVM_OPTIONS", "");
        return options.isBlank() ? List.of() : List.of(options.strip().split("\\s+", -1));
    }

    /** The same command with more options, which come first. */
    JavaCommand with(List<String> more) {
        return new JavaCommand(
                java, Stream.concat(more.stream(), options.stream()).toList(), classPath, mainClass, arguments);
    }

    /** The files and directories of the class path, of which a wildcard stands for the jars of a directory. */
    List<Path> classPathFiles() {
        return Stream.of(classPath.split(File.pathSeparator, -1))
                .flatMap(entry -> entry.endsWith("*")
                        ? Directories.children(Path.of(entry.substring(0, entry.length() - 1))).stream()
                                .sorted()
                        : Stream.of(Path.of(entry)))
                .toList();
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
