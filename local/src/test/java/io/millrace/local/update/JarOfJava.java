package io.millrace.local.update;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A jar whose main class is for one version of Java. */
final class JarOfJava {
    private static final int MAGIC = 0xcafebabe;
    private static final int BEFORE_JAVA_1 = 44;

    private JarOfJava() {}

    static Path version(int java, Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Main");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry("Main.class"));
            out.write(ByteBuffer.allocate(8)
                    .putInt(MAGIC)
                    .putInt(BEFORE_JAVA_1 + java)
                    .array());
        }
        return jar;
    }
}
