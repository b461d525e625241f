package io.millrace.local.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command line that runs a Java main class in a process of its own. */
public record JavaCommand(List<String> options, String classPath, String mainClass, List<String> arguments) {
    public JavaCommand {
        options = List.copyOf(options);
        arguments = List.copyOf(arguments);
    }

    private List<String> line() {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(options);
        line.addAll(List.of("-cp", classPath, mainClass));
        line.addAll(arguments);
        return line;
    }

    /**
     * The command of a child that Ctrl-C does not reach, though the terminal sends it to every process: whoever started
     * the child ends it in good order. A JVM leaves a signal alone that is ignored when it starts.
     */
    List<String> shielded() {
        return shell("trap '' INT HUP; exec \"$@\"");
    }

    /** The command of a process that outlives the terminal, in a session of its own where the system has a tool for it. */
    public List<String> detached() {
        return shell("trap '' INT HUP; if command -v setsid >/dev/null; then exec setsid \"$@\"; fi; exec \"$@\"");
    }

    private List<String> shell(String script) {
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        line.addAll(line());
        return line;
    }
}
