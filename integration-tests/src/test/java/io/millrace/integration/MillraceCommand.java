package io.millrace.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Runs a command as a user types it, in its own process, and waits for its end.
 *
 * @param said on standard output and standard error
 */
public record MillraceCommand(int exitCode, List<String> said) {
    private static final Path HOME = Path.of(System.getProperty("millrace.home"));

    /** The classes of a command, which the later ones map, as those that a user types map the archive of the stage's process. */
    private static final Path ARCHIVE = HOME.resolve("integration-tests/target/classes-of-commands/cli.jsa");

    public static MillraceCommand run(String... arguments) throws IOException, InterruptedException {
        if (Files.exists(ARCHIVE)) {
            return run(List.of("-XX:SharedArchiveFile=" + ARCHIVE, "-Dmillrace.archive=" + ARCHIVE), arguments);
        }
        return List.of(arguments).subList(0, Math.min(2, arguments.length)).equals(List.of("local", "up"))
                ? archiving(arguments)
                : run(List.of(), arguments);
    }

    private static MillraceCommand archiving(String... arguments) throws IOException, InterruptedException {
        Files.createDirectories(ARCHIVE.resolveSibling("."));
        Path part = ARCHIVE.resolveSibling(UUID.randomUUID() + ".part");
        MillraceCommand up = run(List.of("-XX:ArchiveClassesAtExit=" + part), arguments);
        if (up.exitCode() == 0 && Files.exists(part)) {
            Files.move(part, ARCHIVE, StandardCopyOption.ATOMIC_MOVE);
        }
        return up;
    }

    private static MillraceCommand run(List<String> options, String... arguments)
            throws IOException, InterruptedException {
        Path target = HOME.resolve("local/target");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:disable",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dmillrace.home=" + HOME));
        line.addAll(options);
        line.addAll(List.of(
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
