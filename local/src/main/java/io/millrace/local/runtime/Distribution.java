package io.millrace.local.runtime;

import io.millrace.local.files.Directories;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The modules' programs as artifacts: a jar of jars each, so that nothing of what is in them is on the class path of who
 * depends on one. They are unpacked once for each process, for as long as it lives.
 */
final class Distribution {
    private static final List<String> MODULES = List.of("cluster", "kafka");

    private Distribution() {}

    /** A home with the modules whose distribution is on the class path. */
    static LocalHome home() {
        return Holder.HOME;
    }

    /** Unpacks when somebody asks, and only then. */
    private static final class Holder {
        private static final LocalHome HOME = unpack();

        private static LocalHome unpack() {
            try {
                Path home = Files.createTempDirectory("millrace-home");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> Directories.delete(home)));
                for (String module : MODULES) {
                    URL jar = Distribution.class.getResource("/millrace-" + module + ".jar");
                    if (jar != null) {
                        unpack(jar, home.resolve(module).resolve("target"));
                    }
                }
                return new LocalHome(home);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Unpacks the jar that an entry is in. */
        private static void unpack(URL entry, Path target) throws IOException {
            JarURLConnection connection = (JarURLConnection) entry.openConnection();
            connection.setUseCaches(false);
            try (JarFile distribution = connection.getJarFile()) {
                for (JarEntry file : (Iterable<JarEntry>) distribution.stream()::iterator) {
                    if (file.getName().endsWith(".jar")) {
                        Path copy = target.resolve(file.getName());
                        Files.createDirectories(copy.getParent());
                        try (InputStream content = distribution.getInputStream(file)) {
                            Files.copy(content, copy);
                        }
                    }
                }
            }
        }
    }
}
