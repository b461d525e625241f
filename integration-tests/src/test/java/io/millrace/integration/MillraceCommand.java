package io.millrace.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.local.cli.Main;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a command as a user types it, and waits for its end.
 *
 * @param said on standard output and standard error
 */
public record MillraceCommand(int exitCode, List<String> said) {
    /** In its own process, from the packaged command line. */
    public static MillraceCommand run(String... arguments) throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("millrace.home"));
        Path target = home.resolve("local/target");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dmillrace.home=" + home,
                "-cp",
                target.resolve("millrace-local.jar") + File.pathSeparator + target.resolve("lib/*"),
                "io.millrace.local.cli.Main"));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        process.getOutputStream().close();
        List<String> said = process.inputReader(UTF_8).lines().toList();
        return new MillraceCommand(process.waitFor(), said);
    }

    /** In this process, without a JVM's start, for what a test does often: with all classes of the tests, not only the command line's. */
    static MillraceCommand runHere(String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter both = new PrintWriter(said, true);
        int exitCode = Main.commandLine().setOut(both).setErr(both).execute(arguments);
        both.flush();
        return new MillraceCommand(exitCode, said.toString().lines().toList());
    }
}
