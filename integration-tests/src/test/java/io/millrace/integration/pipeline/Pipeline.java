package io.millrace.integration.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A pipeline as gitlab-ci-local understands it: parsed, merged, its rules evaluated. */
final class Pipeline {
    private static final Path HOME =
            Path.of(System.getProperty("millrace.home")).toAbsolutePath().normalize();

    /** The predefined variables that a test may set. */
    private static final String SET_BY_GITLAB = "CI_PIPELINE_SOURCE,CI_PROJECT_PATH,CI_COMMIT_TAG,CI_COMMIT_BRANCH";

    private final Path repository;
    private final String file;

    private Pipeline(Path repository, String file) {
        this.repository = repository;
        this.file = file;
    }

    /**
     * This project's pipeline.
     *
     * @param directory that of a {@link Workplace}, which becomes a repository
     */
    static Pipeline in(Path directory) throws IOException {
        Files.copy(HOME.resolve(".gitlab-ci.yml"), directory.resolve(".gitlab-ci.yml"));
        run(directory, List.of("git", "init", "--quiet", "--initial-branch", "main"));
        run(directory, List.of("git", "add", "."));
        return new Pipeline(directory, ".gitlab-ci.yml");
    }

    /** Another file in the repository, such as a generated child pipeline. */
    Pipeline file(String name) {
        return new Pipeline(repository, name);
    }

    static Path home() {
        return HOME;
    }

    /** The command line of gitlab-ci-local. */
    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(HOME.resolve("node_modules/.bin/gitlab-ci-local").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Every job with all its keywords, by name. */
    Map<String, JsonNode> jobs() throws IOException {
        String preview = run(repository, command("--file", file, "--preview"));
        Map<String, JsonNode> jobs = new TreeMap<>();
        new YAMLMapper().readTree(preview).properties().forEach(entry -> {
            if (entry.getValue().has("script") || entry.getValue().has("trigger")) {
                jobs.put(entry.getKey(), entry.getValue());
            }
        });
        assertThat(jobs).isNotEmpty();
        return jobs;
    }

    /**
     * The jobs that run, and when: {@code on_success} or {@code manual}.
     *
     * @param variables as in {@code CI_COMMIT_TAG=v1}
     */
    Map<String, String> when(String... variables) throws IOException {
        List<String> command = command("--file", file, "--list-json", "--ignore-predefined-vars", SET_BY_GITLAB);
        for (String variable : variables) {
            command.addAll(List.of("--variable", variable));
        }
        Map<String, String> when = new TreeMap<>();
        for (JsonNode job : new ObjectMapper().readTree(run(repository, command))) {
            if (!job.get("when").asText().equals("never")) {
                when.put(job.get("name").asText(), job.get("when").asText());
            }
        }
        return when;
    }

    private static String run(Path directory, List<String> command) throws IOException {
        Path errors = Files.createTempFile(directory, "errors", ".log");
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(AWS_|CI|GITLAB|GCL_).*"));
        Process process = builder.redirectError(errors.toFile()).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor())
                    .as("%s: %s", command, Files.readString(errors))
                    .isZero();
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the pipeline was read", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
