package io.millrace.contract.jar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;

/** What the classes of a job's jar show: the Java that they need, and the classes of Flink that they refer to. Immutable. */
public final class JarContents {
    private static final String CLASS = ".class";
    private static final String FLINK = "org/apache/flink/";

    /** Libraries that refer to no class of Flink, and are nine tenths of a jar; to read them takes half a second. */
    private static final List<String> LIBRARIES = List.of(
            "software/amazon/awssdk/",
            "org/apache/kafka/",
            "com/fasterxml/jackson/",
            "io/netty/",
            "com/google/common/");

    /** Where a class file has the major version of its format, which is 44 more than its Java's. */
    private static final int VERSION_OFFSET = 6;

    private static final int VERSION_BEFORE_JAVA_1 = 44;

    /** The jars read by this process: an app deploys one jar many times, and reading takes half a second for 50 MB. */
    private static final Map<List<Object>, JarContents> READ = new ConcurrentHashMap<>();

    private final Map<String, String> users = new HashMap<>();
    private final Map<String, String> connectorClasses = new HashMap<>();
    private String mainClass = "";
    private OptionalInt javaVersion = OptionalInt.empty();

    private JarContents() {}

    /**
     * Reads a jar, or finds what was read before if it has not changed.
     *
     * @throws IOException when it cannot be read
     */
    public static JarContents of(Path jar) throws IOException {
        List<Object> key = List.of(jar.toAbsolutePath(), Files.size(jar), Files.getLastModifiedTime(jar));
        JarContents known = READ.get(key);
        if (known == null) {
            known = new JarContents();
            known.read(jar);
            READ.put(key, known);
        }
        return known;
    }

    /**
     * Reads a file that should be a jar, as {@link #of} does.
     *
     * @return empty when it is not one, which the start of a job reports
     * @throws UncheckedIOException when it cannot be read
     */
    public static Optional<JarContents> ofJar(Path file) {
        try {
            return Optional.of(of(file));
        } catch (ZipException noJar) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            if (manifest != null) {
                mainClass = Optional.ofNullable(manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS))
                        .orElse("");
            }
            for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
                String name = entry.getName();
                if (name.endsWith(CLASS) && (isOfJob(name) || isTelling(path(name)))) {
                    try (InputStream in = file.getInputStream(entry)) {
                        add(path(name), new String(in.readAllBytes(), ISO_8859_1));
                    }
                }
            }
        }
    }

    /** What Flink's own classes refer to says nothing of the job. */
    private static boolean isOfJob(String entry) {
        return !entry.startsWith(FLINK) && LIBRARIES.stream().noneMatch(entry::startsWith);
    }

    private static String path(String entry) {
        return entry.substring(0, entry.length() - CLASS.length());
    }

    private static boolean isTelling(String path) {
        return JarCheck.TELLING.contains(path);
    }

    private void add(String path, String bytes) {
        if (isTelling(path)) {
            connectorClasses.put(path, bytes);
            return;
        }
        String name = path.replace('/', '.');
        if (name.equals(mainClass) && bytes.length() > VERSION_OFFSET + 1) {
            int major = (bytes.charAt(VERSION_OFFSET) << 8) + bytes.charAt(VERSION_OFFSET + 1);
            javaVersion = OptionalInt.of(major - VERSION_BEFORE_JAVA_1);
        }
        for (int start = bytes.indexOf(FLINK); start >= 0; start = bytes.indexOf(FLINK, start + 1)) {
            int end = start;
            while (end < bytes.length() && isPartOfName(bytes.charAt(end))) {
                end++;
            }
            users.putIfAbsent(bytes.substring(start, end), name);
        }
    }

    private static boolean isPartOfName(char letter) {
        return letter == '/' || letter == '$' || letter == '_' || Character.isLetterOrDigit(letter);
    }

    /** The class whose {@code main} the service runs; empty when the jar's manifest names none. */
    public String mainClass() {
        return mainClass;
    }

    /** The oldest Java that runs the main class, such as 11; empty when it is not in the jar. */
    public OptionalInt javaVersion() {
        return javaVersion;
    }

    /**
     * A class of the jar that refers to a class of Flink. Flink's own classes do not count.
     *
     * @param className such as {@code org.apache.flink.connector.kafka.sink.KafkaSink}
     */
    public Optional<String> userOf(String className) {
        return Optional.ofNullable(users.get(className.replace('.', '/')));
    }

    /** Whether a class of a connector that is in the jar contains a name; empty when the jar does not have the class. */
    Optional<Boolean> connectorClassHas(String path, String name) {
        return Optional.ofNullable(connectorClasses.get(path)).map(bytes -> bytes.contains(name));
    }
}
