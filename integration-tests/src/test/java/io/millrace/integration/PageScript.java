package io.millrace.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A script of {@code src/test/browser}, which uses a stage's page in Chromium. */
record PageScript(Path browser, String name) {
    static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    private static final Path SCRIPTS =
            Path.of(System.getProperty("millrace.home")).resolve("integration-tests/src/test/browser");

    /** Empty where no browser is on the path; the pipeline installs one. */
    static Optional<PageScript> find(String name) {
        Optional<Path> browser = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(directory -> BROWSERS.stream().map(program -> Path.of(directory, program)))
                .filter(Files::isExecutable)
                .findFirst();
        if (browser.isEmpty() && System.getenv("GITLAB_CI") != null) {
            throw new AssertionError("no browser is on the path: " + String.join(", ", BROWSERS));
        }
        return browser.map(found -> new PageScript(found, name));
    }

    /** Runs it to its end, which must be a success, and returns what it has printed. */
    List<String> run(String... arguments) throws IOException, InterruptedException {
        List<String> line =
                new ArrayList<>(List.of("node", SCRIPTS.resolve(name).toString(), browser.toString()));
        line.addAll(List.of(arguments));
        Process script = new ProcessBuilder(line).redirectErrorStream(true).start();
        List<String> said = script.inputReader(UTF_8).lines().toList();
        assertThat(script.waitFor()).as(String.join("\n", said)).isZero();
        return said;
    }
}
