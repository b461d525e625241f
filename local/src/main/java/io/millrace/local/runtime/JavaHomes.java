package io.millrace.local.runtime;

import io.millrace.local.files.Directories;
import io.millrace.local.process.StageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Finds the installed JDKs. */
final class JavaHomes {
    private final Map<String, String> environment;
    private final Path userHome;
    private final List<Path> parents;
    private final JavaHome own;

    /**
     * A search.
     *
     * @param parents directories whose children are JDKs
     * @param own the JVM that runs this program
     */
    JavaHomes(Map<String, String> environment, Path userHome, List<Path> parents, JavaHome own) {
        this.environment = Map.copyOf(environment);
        this.userHome = userHome;
        this.parents = List.copyOf(parents);
        this.own = own;
    }

    /** Those of this machine, in the usual places. */
    static JavaHomes ofThisMachine() {
        Path userHome = Path.of(System.getProperty("user.home"));
        return new JavaHomes(
                System.getenv(),
                userHome,
                List.of(
                        Path.of("/usr/lib/jvm"),
                        Path.of("/Library/Java/JavaVirtualMachines"),
                        userHome.resolve(".sdkman/candidates/java"),
                        userHome.resolve(".jdks")),
                new JavaHome(
                        Path.of(System.getProperty("java.home")),
                        Runtime.version().feature()));
    }

    /**
     * The JDK to run what the service runs on a version of Java: one of this version, or else the one with the nearest newer
     * version.
     *
     * @param version such as 11
     */
    JavaHome find(int version) {
        JavaHome nearest = own;
        for (Path directory : directories()) {
            Optional<JavaHome> found = read(directory);
            if (found.isPresent() && isNearer(found.get(), nearest, version)) {
                nearest = found.get();
            }
        }
        return nearest;
    }

    private static boolean isNearer(JavaHome home, JavaHome than, int version) {
        return home.version() >= version && (than.version() < version || home.version() < than.version());
    }

    /** The more explicit first. */
    private List<Path> directories() {
        List<Path> directories = new ArrayList<>();
        environment.forEach((name, value) -> {
            // JAVA_HOME_11_X64 is in the images of continuous integration
            if (!value.isEmpty() && (name.equals("JAVA_HOME") || name.startsWith("JAVA_HOME_"))) {
                directories.add(Path.of(value));
            }
        });
        directories.addAll(toolchains());
        parents.stream()
                .flatMap(parent -> Directories.children(parent).stream().sorted())
                .forEach(directories::add);
        return directories;
    }

    /** The JDKs in Maven's {@code toolchains.xml}. */
    private List<Path> toolchains() {
        Path file = userHome.resolve(".m2/toolchains.xml");
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try {
            DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            // it would print
            builder.setErrorHandler(null);
            NodeList homes = builder.parse(file.toFile()).getElementsByTagName("jdkHome");
            List<Path> directories = new ArrayList<>();
            for (int i = 0; i < homes.getLength(); i++) {
                directories.add(Path.of(homes.item(i).getTextContent().strip()));
            }
            return directories;
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new StageException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** A JDK by its file {@code release}; empty for a directory that is none. */
    private static Optional<JavaHome> read(Path directory) {
        for (Path home : List.of(directory, directory.resolve("Contents/Home"))) {
            Path release = home.resolve("release");
            if (Files.isRegularFile(release) && Files.isExecutable(home.resolve("bin/java"))) {
                return version(release).map(version -> new JavaHome(home, version));
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> version(Path release) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(release)) {
            properties.load(in);
            String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
            return Optional.of(Runtime.Version.parse(version).feature());
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty(); // such as 1.8.0_452, which is too old
        }
    }
}
