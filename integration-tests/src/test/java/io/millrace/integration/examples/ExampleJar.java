package io.millrace.integration.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A job's jar: its own classes, and in {@code lib} the libraries that the service does not provide. It is compiled against
 * those and the cluster's class path, as with the scope {@code provided}.
 */
final class ExampleJar {
    private static final Path HOME = Path.of(System.getProperty("millrace.home"));
    private static final Path LIBRARIES = HOME.resolve("integration-tests/target/libraries");

    private ExampleJar() {}

    /** Builds a jar for Flink 2, which bundles nothing. */
    static Path ofFlink2(Path directory, String job) throws IOException {
        Path classes = Files.createDirectories(directory.resolve(job));
        compile(job, "17", HOME.resolve("cluster-flink2/target/lib"), List.of(), classes);
        return pack(job, List.of(), classes, directory.resolve(job + ".jar"));
    }

    /**
     * Builds a jar for Flink 1.
     *
     * @param job the name of a class in the test resources {@code examples}
     * @param libraries the beginnings of their files' names, or names of directories with several
     */
    static Path build(Path directory, String job, String... libraries) {
        try {
            List<Path> found = Stream.of(libraries)
                    .flatMap(name -> jars(LIBRARIES)
                            .filter(jar -> jar.getFileName().toString().startsWith(name)))
                    .toList();
            assertThat(found).hasSize(libraries.length);
            List<Path> bundled = found.stream()
                    .flatMap(library -> Files.isDirectory(library) ? jars(library) : Stream.of(library))
                    .toList();
            Path classes = Files.createDirectories(directory.resolve(job));
            compile(job, "11", HOME.resolve("cluster/target/lib"), bundled, classes);
            return pack(job, bundled, classes, directory.resolve(job + ".jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> jars(Path directory) {
        return Stream.of(directory.toFile().listFiles()).map(File::toPath);
    }

    private static void compile(String job, String java, Path provided, List<Path> bundled, Path classes) {
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        messages,
                        "-nowarn",
                        "--release",
                        java,
                        "-cp",
                        Stream.concat(jars(provided), bundled.stream())
                                .map(Path::toString)
                                .collect(joining(File.pathSeparator)),
                        "-d",
                        classes.toString(),
                        Path.of("src/test/resources/examples", job + ".java").toString());
        assertThat(result).as(messages.toString(UTF_8)).isZero();
    }

    private static Path pack(String job, List<Path> bundled, Path classes, Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, job);
        List<Path> files = new ArrayList<>(jars(classes).toList());
        files.addAll(bundled);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.setLevel(0);
            for (Path file : files) {
                String name = file.getFileName().toString();
                out.putNextEntry(new JarEntry(name.endsWith(".jar") ? "lib/" + name : name));
                Files.copy(file, out);
            }
        }
        return jar;
    }
}
