package io.millrace.local.process;

import io.millrace.local.files.Directories;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The programs of other modules, from their distribution artifacts. Each artifact is a jar of jars, which keeps a program's
 * libraries off the class path of the projects that depend on it. A program is unpacked when it is first asked for, once per
 * process, and deleted at its end.
 */
final class Distribution {
    private Distribution() {}

    /** A home with the modules whose distribution is on the class path. */
    static LocalHome home() {
        return Holder.HOME;
    }

    /** Unpacks a module into its place, if it is to come from here, is on the class path, and is not there yet. */
    static synchronized void unpack(String module, Path target) {
        URL jar = Distribution.class.getResource("/millrace-" + module + ".jar");
        if (jar != null && target.startsWith(Holder.HOME.directory()) && !Files.exists(target)) {
            try {
                Holder.unpack(jar, target);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Made on first use. */
    private static final class Holder {
        private static final LocalHome HOME = make();

        private static LocalHome make() {
            try {
                Path home = Files.createTempDirectory("millrace-home");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> Directories.delete(home)));
                return new LocalHome(home, true);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Unpacks the jar that contains an entry. */
        private static void unpack(URL entry, Path target) throws IOException {
            JarURLConnection connection = (JarURLConnection) entry.openConnection();
            connection.setUseCaches(false);
            try (JarFile distribution = connection.getJarFile()) {
                for (JarEntry file : (Iterable<JarEntry>) distribution.stream()::iterator) {
                    if (!file.isDirectory() && !file.getName().startsWith("META-INF/")) {
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
