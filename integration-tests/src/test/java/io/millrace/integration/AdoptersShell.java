package io.millrace.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands as an adopter would, with this project's artifacts in one Maven repository and all other artifacts in
 * another.
 */
public final class AdoptersShell {
    /** For builds of this project's sources, whose format and warnings the build of these tests has checked. */
    public static final String CHECKED = "-Dspotless.check.skip -Derror-prone.skip";

    private static final int PATIENCE_MINUTES = 15;

    private final Path home;
    private final Path repository;

    public AdoptersShell(Path home, Path repository) {
        this.home = home;
        this.repository = repository;
    }

    /** Copies this project's sources: what a commit of all changes would contain. */
    public void checkOut(Path directory) throws IOException {
        run(
                home,
                "git ls-files --cached --others --exclude-standard --deduplicate | while read -r file; do"
                        + " if [ -e \"$file\" ]; then printf '%s\\n' \"$file\"; fi; done"
                        + " | tar --create --files-from - | tar --extract --directory '" + directory + "'");
    }

    /** Runs a bash script that must succeed. */
    public void run(Path directory, String script) throws IOException {
        run(directory, script, 0);
    }

    /** Runs a bash script, waits for its end, and returns its output. */
    public String run(Path directory, String script, int exitCode) throws IOException {
        Path log = Files.createTempFile(repository.getParent(), "shell", ".log");
        ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("MILLRACE", home.toString());
        builder.environment()
                .put(
                        "MAVEN_ARGS",
                        "-Dmaven.repo.local=" + repository + " -Dmaven.repo.local.tail="
                                + System.getProperty("millrace.repository") + " " + CHECKED);
        // every JVM here lives for seconds, and starts sooner when it optimises less; its own options take precedence
        builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES))
                    .as("ends in %d minutes: %s", PATIENCE_MINUTES, script)
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(exitCode);
            return Files.readString(log);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a script ran", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
