package io.millrace.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.apache.flink.client.program.PackagedProgram;

/**
 * Runs a job's main method under the service's settings. Flink's REST API runs this class instead of the jar's own main
 * class.
 */
public final class JobMain {
    private JobMain() {}

    /** Runs the main class that the jar's manifest names, without arguments, as the service does. */
    public static void main(String[] args) throws Exception {
        ServiceEnvironment.install();
        // the loader of the job's classes; the jar is its first entry
        URLClassLoader classes = (URLClassLoader) Thread.currentThread().getContextClassLoader();
        try {
            Class.forName(mainClass(classes.getURLs()[0]), true, classes)
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[0]);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception ? (Exception) e.getCause() : e;
        }
    }

    private static String mainClass(URL jar) {
        // not as a stream, which finds the manifest only at the jar's beginning
        try (JarFile file = new JarFile(new File(jar.toURI()))) {
            Manifest manifest = file.getManifest();
            Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
            String program = attributes.getValue(PackagedProgram.MANIFEST_ATTRIBUTE_ASSEMBLER_CLASS);
            String main = program == null ? attributes.getValue(Attributes.Name.MAIN_CLASS) : program;
            if (main == null) {
                throw new IllegalArgumentException(
                        "the jar's manifest must name the main class as Main-Class, got none; configure the plugin that"
                                + " builds the jar");
            }
            return main;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
