package io.millrace.integration.documents;

import static io.millrace.integration.documents.DocumentedCommand.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks that what a documented command names exists, without running it: modules, tests, profiles, properties, scripts
 * and their options. {@code DocumentedCommandsIT} runs some of them; {@code AdoptionIT} runs those of the guide for other
 * teams; the tests of the package {@code pipeline} run the scripts of {@code deploy}.
 */
class DocumentedCommandsTest {
    private static final Set<String> GOALS = Set.of("test", "package", "verify", "install", "spotless:apply");
    private static final Set<String> OPTIONS = Set.of("-B", "-ntp", "-q", "-am");
    private static final Set<String> PROPERTIES_OF_MAVEN = Set.of("test", "it.test", "skipTests");
    /** Runs no unit test. */
    private static final String NO_TEST = "None";

    private static Reactor reactor;
    private static Set<String> testClasses;
    private static String sources;

    static List<DocumentedCommand> maven() throws IOException {
        return DocumentedCommand.of("./mvnw");
    }

    static List<DocumentedCommand> scripts() throws IOException {
        List<DocumentedCommand> commands = new ArrayList<>(DocumentedCommand.of("deploy/"));
        commands.addAll(DocumentedCommand.of(".ci/"));
        return commands;
    }

    static List<DocumentedCommand> nodePrograms() throws IOException {
        return DocumentedCommand.of("npx ");
    }

    @BeforeAll
    static void readTheProject() throws IOException {
        reactor = Reactor.read(HOME);
        List<Path> files = new ArrayList<>(List.of(HOME.resolve("pom.xml")));
        for (String module : reactor.modules()) {
            files.add(HOME.resolve(module).resolve("pom.xml"));
            Path code = HOME.resolve(module).resolve("src");
            try (Stream<Path> tree = Files.exists(code) ? Files.walk(code) : Stream.empty()) {
                tree.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
            }
        }
        testClasses = Set.copyOf(files.stream()
                .map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
                .filter(name -> name.endsWith("Test") || name.endsWith("IT"))
                .toList());
        StringBuilder text = new StringBuilder();
        files.forEach(file -> text.append(read(file)));
        sources = text.toString();
    }

    @ParameterizedTest
    @MethodSource("maven")
    void mavenCommandsNameWhatExists(DocumentedCommand command) {
        List<String> words = command.words();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-pl")) {
                assertModulesCanBeBuiltAlone(words.get(++i), command);
            } else if (word.startsWith("-P")) {
                assertThat(reactor.profiles()).contains(word.substring(2));
            } else if (!word.startsWith("-D")) {
                assertThat(word.startsWith("-") ? OPTIONS : GOALS).contains(word);
            }
        }
        command.properties().forEach(DocumentedCommandsTest::assertPropertyExists);
    }

    /** Nothing is installed, so that a build of some modules must include all that they depend on. */
    private static void assertModulesCanBeBuiltAlone(String list, DocumentedCommand command) {
        List<String> modules = Arrays.asList(list.split(","));
        assertThat(reactor.modules()).containsAll(modules);
        if (!command.words().contains("-am")) {
            modules.forEach(module -> assertThat(modules)
                    .as("without -am, -pl must list all modules that '%s' depends on", module)
                    .containsAll(reactor.dependencies(module, command.properties())));
        }
    }

    private static void assertPropertyExists(String name, String value) {
        if (PROPERTIES_OF_MAVEN.contains(name)) {
            if (name.endsWith("test") && !value.equals(NO_TEST)) {
                assertThat(testClasses).contains(value);
            }
            return;
        }
        assertThat(sources.contains("<" + name + ">") || sources.contains("\"" + name + "\""))
                .as("a pom or a Java source names the property '%s'", name)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void scriptsExistWithTheirOptions(DocumentedCommand command) {
        String script = command.text().replaceFirst(" .*", "");
        if (script.equals("deploy/")) {
            return;
        }
        assertThat(HOME.resolve(script)).isRegularFile().isExecutable();
        String text = read(HOME.resolve(script));
        assertThat(command.longOptions()).allSatisfy(option -> assertThat(text).contains(option));
    }

    @ParameterizedTest
    @MethodSource("nodePrograms")
    void nodeProgramsArePinned(DocumentedCommand command) {
        String program = command.words().get(0);

        assertThat(read(HOME.resolve("package.json")))
                .contains(program.equals("cdk") ? "\"aws-cdk\"" : '"' + program + '"');
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
