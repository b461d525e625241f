package io.millrace.integration.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.files.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A directory with the repository's {@code deploy} scripts, and fakes of the programs that they call: {@code cdk},
 * {@code aws}, {@code curl} and {@code millrace} record their calls and return canned answers.
 */
final class Workplace {
    private static final Path DEPLOY = Path.of("..", "deploy");
    private static final Path JOBS = Path.of("..", ".gitlab", "jobs.yml");
    private static final Path FAKES = Path.of("src", "test", "resources", "pipeline");
    private static final String PATH = "PATH";

    private final Path directory;
    private final Map<String, String> environment = new TreeMap<>();

    /** Fills an empty directory. */
    Workplace(Path directory) throws IOException {
        this(directory, Map.of());
        copy(Settled.PLACE.directory, this.directory);
    }

    /** The first of them, which all others are copies of. */
    private static final class Settled {
        private static final Workplace PLACE = make();

        private static Workplace make() {
            try {
                Path directory = Files.createTempDirectory("workplace");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> Directories.delete(directory)));
                Workplace place = new Workplace(directory, Map.of());
                place.settle();
                return place;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void settle() throws IOException {
        copy(DEPLOY, directory.resolve("deploy"));
        Files.createDirectories(directory.resolve(".gitlab"));
        Files.copy(JOBS, directory.resolve(".gitlab/jobs.yml"));
        Files.createDirectories(directory.resolve("fakes"));
        program("bin/aws", Files.readString(FAKES.resolve("aws")));
        program("bin/curl", Files.readString(FAKES.resolve("curl")));
        Files.copy(FAKES.resolve("fakes.mjs"), directory.resolve("fakes.mjs"));
        program("bin/sleep", "#!/bin/sh\necho \"sleep $*\" >>\"$FAKES/calls\"\n");
        program("node_modules/.bin/cdk", Files.readString(FAKES.resolve("cdk")));
        program("millrace", "#!/bin/sh\necho \"millrace $*\" >>\"$FAKES/calls\"\n");
        SmallAssembly.write(assembly(), "the first jar");
        seal("0.1.0");
    }

    private Workplace(Path directory, Map<String, String> environment) throws IOException {
        this.directory = directory.toRealPath();
        this.environment.putAll(environment);
    }

    /** The same in another, empty directory: what one workplace has deployed, several tests can continue. */
    Workplace copyTo(Path other) throws IOException {
        copy(directory, other);
        return new Workplace(other, environment);
    }

    Path assembly() {
        return directory.resolve("cdk.out");
    }

    Path releases() {
        return directory.resolve(".millrace/releases");
    }

    /** Replaces the assembly by that of another release. Returns its digest. */
    String nextRelease(String jar) throws IOException {
        return nextRelease(jar, SmallAssembly.DEV_AND_PROD);
    }

    String nextRelease(String jar, Map<String, String> stages) throws IOException {
        Directories.delete(assembly());
        SmallAssembly.write(assembly(), jar, 1, stages);
        return seal("0.2.0");
    }

    /** Changes the files of an assembly. */
    interface Edit {
        void apply(Path assembly) throws IOException;
    }

    /** Replaces the assembly by an edited one. Returns its digest. */
    String nextRelease(String jar, Edit edit) throws IOException {
        Directories.delete(assembly());
        SmallAssembly.write(assembly(), jar);
        edit.apply(assembly());
        return seal("0.3.0");
    }

    String digest() throws IOException {
        return new ObjectMapper()
                .readTree(assembly().resolve("release.json").toFile())
                .get("digest")
                .asText();
    }

    private String seal(String version) throws IOException {
        return run("node", "deploy/lib/assembly.mjs", "seal", "cdk.out", version, "c0ffee")
                .output()
                .strip();
    }

    Workplace with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    void program(String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable");
        }
    }

    /** A file that a fake reads or writes. */
    Path fake(String name) {
        return directory.resolve("fakes").resolve(name);
    }

    /** The record of an environment on AWS. */
    String record(String environment) throws IOException {
        return Files.readString(fake("millrace/" + environment + "/release")).strip();
    }

    /** The calls since the last time this was called, a line each. */
    List<String> calls() throws IOException {
        try {
            List<String> calls = Files.readAllLines(fake("calls"));
            Files.delete(fake("calls"));
            return calls;
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Exit code and output of a script. */
    record Outcome(int exit, String output) {}

    Outcome run(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command))).directory(directory.toFile());
        Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(name -> name.matches("(AWS_|CI|GITLAB|GCL_|MILLRACE).*"));
        variables.put(PATH, directory.resolve("bin") + ":" + variables.get(PATH));
        // a shell without a terminal may read a profile, and in it another PATH
        variables.put("HOME", directory.toString());
        variables.put("FAKES", directory.resolve("fakes").toString());
        variables.put("DEPLOY", directory.resolve("deploy").toString());
        variables.putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a script ran", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Runs a script while the deployment of a stack fails. */
    Outcome runFailing(String stack, String... command) throws IOException {
        Path failure = Files.createFile(fake("fails." + stack));
        try {
            return run(command);
        } finally {
            Files.delete(failure);
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Path copy = to.resolve(from.relativize(path));
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
