package io.millrace.constructs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What others compile against, as one text: a change of it is a change of {@code public-api.txt} in the same commit, and
 * so is seen. Renew it with {@code ./mvnw test -pl constructs -am -Dtest=PublicApiTest -Dmillrace.public-api=renew}.
 */
class PublicApiTest {
    private static final Path SNAPSHOT = Path.of("public-api.txt");
    private static final Path CLASSES = Path.of("target", "classes");

    @Test
    void thePublicApiIsTheOneThatIsWrittenDown() throws IOException {
        List<String> api = new ArrayList<>();
        for (Class<?> type : publicTypes()) {
            api.addAll(lines(type));
        }
        if ("renew".equals(System.getProperty("millrace.public-api"))) {
            Files.write(SNAPSHOT, api);
        }

        assertThat(api)
                .as("the public API; if it is to change, renew it with -Dmillrace.public-api=renew and say so in the"
                        + " CHANGELOG")
                .containsExactlyElementsOf(Files.readAllLines(SNAPSHOT));
    }

    @Test
    void everyPackageWithPublicTypesIsMarked() throws IOException {
        assertThat(publicTypes()).isNotEmpty().allSatisfy(type -> assertThat(
                        type.getPackage().isAnnotationPresent(PublicApi.class))
                .as(type.getPackageName())
                .isTrue());
    }

    private static List<Class<?>> publicTypes() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES.resolve("io/millrace/constructs"))) {
            return files.map(file -> CLASSES.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("package-info.class"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .sorted()
                    .<Class<?>>map(PublicApiTest::load)
                    .filter(PublicApiTest::isPublic)
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, PublicApiTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
    }

    /** The type, followed by its accessible members, one per line. */
    private static List<String> lines(Class<?> type) {
        List<String> members = new ArrayList<>();
        Stream.<Executable>concat(
                        Arrays.stream(type.getDeclaredConstructors()), Arrays.stream(type.getDeclaredMethods()))
                .filter(member -> isAccessible(member, type) && !member.isSynthetic())
                .map(Executable::toGenericString)
                .forEach(members::add);
        Arrays.stream(type.getDeclaredFields())
                .filter(member -> isAccessible(member, type) && !member.isSynthetic())
                .map(Field::toGenericString)
                .forEach(members::add);

        List<String> lines = new ArrayList<>();
        lines.add(declaration(type));
        members.stream().sorted().map(member -> "  " + member).forEach(lines::add);
        return lines;
    }

    private static String declaration(Class<?> type) {
        List<String> parents = new ArrayList<>();
        if (type.getGenericSuperclass() != null) {
            parents.add(type.getGenericSuperclass().getTypeName());
        }
        Arrays.stream(type.getGenericInterfaces()).forEach(parent -> parents.add(parent.getTypeName()));
        // only newer JDKs print it
        String name = type.toGenericString().replaceFirst("\\b(non-)?sealed ", "");
        return name + (parents.isEmpty() ? "" : " : " + String.join(", ", parents));
    }

    private static boolean isAccessible(Member member, Class<?> type) {
        return Modifier.isPublic(member.getModifiers())
                || Modifier.isProtected(member.getModifiers()) && !Modifier.isFinal(type.getModifiers());
    }
}
