package io.millrace.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a command as a user types it, in its own process, and waits for its end.
 *
 * @param said on standard output and standard error
 */
public record MillraceCommand(int exitCode, List<String> said) {
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
}
