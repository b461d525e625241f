package io.millrace.contract.jar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A jar whose classes are a format's version and the names that they contain. */
final class SmallJar {
    private static final String HEAD = "\u00ca\u00fe\u00ba\u00be\0\0\0";

    private final Map<String, String> entries = new LinkedHashMap<>();

    SmallJar main(String name) {
        entries.put("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\nMain-Class: " + name + "\r\n\r\n");
        return this;
    }

    /** Adds a class, by its path without an ending. */
    SmallJar add(String path, int java, String... names) {
        entries.put(path + ".class", HEAD + (char) (java + 44) + "\1\0" + String.join("\1\0", names) + "\7");
        return this;
    }

    SmallJar file(String path, String content) {
        entries.put(path, content);
        return this;
    }

    JarContents in(Path directory) throws IOException {
        return JarContents.of(write(Files.createTempFile(directory, "small", ".jar")));
    }

    Path write(Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(ISO_8859_1));
            }
        }
        return jar;
    }
}
