package io.millrace.contract.flink;

import static java.util.stream.Collectors.toList;

import io.millrace.contract.Contract;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes what a jar declares into the directory that becomes the jar. A step of the build runs it after the compiler:
 * with Maven, the goal {@code exec:java} in the phase {@code process-classes}.
 */
public final class WriteContract {
    private WriteContract() {}

    /**
     * Writes the declaration to {@value Contract#RESOURCE}.
     *
     * @param args the directory, and the name of a class with one static field of the type {@link JarContract}
     */
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        if (args.length != 2) {
            throw new IllegalArgumentException(
                    "arguments must be a directory and the name of a class, got " + List.of(args));
        }
        Path file = Path.of(args[0]).resolve(Contract.RESOURCE);
        JarContract contract =
                contractOf(Class.forName(args[1], true, Thread.currentThread().getContextClassLoader()));
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            contract.declaration().writeTo(out);
        }
    }

    private static JarContract contractOf(Class<?> holder) throws IllegalAccessException {
        List<Field> fields = Stream.of(holder.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == JarContract.class)
                .collect(toList());
        if (fields.size() != 1) {
            throw new IllegalArgumentException(String.format(
                    "class must have one static field of the type %s, got %d in '%s'",
                    JarContract.class.getSimpleName(), fields.size(), holder.getName()));
        }
        fields.get(0).setAccessible(true);
        return (JarContract) fields.get(0).get(null);
    }
}
