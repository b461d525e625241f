package io.millrace.integration.documents;

import static io.millrace.integration.documents.DocumentedCommand.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.integration.AdoptersShell;
import io.millrace.integration.MillraceCommand;
import io.millrace.local.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs commands of CONTRIBUTING in a checkout in which nothing was built, on a machine on which nothing of this project is
 * installed:
 *
 * <ul>
 *   <li>{@code ./mvnw test -pl ... -Dtest=...}, without the checks that the build of these tests has made;
 *   <li>{@code ./mvnw test} over all modules, without compiling and without tests: every module's dependencies are found.
 * </ul>
 *
 * <p>Compares the options of {@code ./millrace} with its help. {@code DocumentedCommandsTest} checks the other commands without
 * running them.
 */
class DocumentedCommandsIT {
    private static final String CONTRIBUTING = "CONTRIBUTING.md";

    @TempDir
    static Path machine;

    private static Path checkout;
    private static AdoptersShell shell;

    @BeforeAll
    static void checkOut() throws IOException {
        shell = new AdoptersShell(HOME, Files.createDirectory(machine.resolve("repository")));
        checkout = Files.createDirectory(machine.resolve("checkout"));
        shell.checkOut(checkout);
    }

    @Test
    void oneTestRunsInAFreshCheckout() throws IOException {
        String command = contributing(text -> text.startsWith("./mvnw test ") && text.contains("-Dtest=Judge"));

        shell.run(checkout, command);

        try (Stream<Path> reports = Files.list(checkout.resolve("job/target/surefire-reports"))) {
            assertThat(reports.filter(report -> report.toString().endsWith(".txt")))
                    .singleElement()
                    .satisfies(report -> assertThat(Files.readString(report)).contains("Failures: 0, Errors: 0"));
        }
    }

    @Test
    void allModulesFindTheirDependenciesInThePhaseTest() throws IOException {
        String command = contributing(text -> text.equals("./mvnw test"));

        shell.run(checkout, command + " -Dmaven.main.skip -Dmaven.test.skip -Dexec.skip -Denforcer.skip");
    }

    @Test
    void millraceHasTheCommandsAndOptions() throws IOException {
        Map<String, Set<String>> optionsByCommand = new TreeMap<>();
        for (DocumentedCommand command : DocumentedCommand.of("./millrace ")) {
            List<String> words = command.words();
            if (words.get(0).matches("local|demo")) {
                String name = words.get(0).equals("local") ? "local " + words.get(1) : words.get(0);
                optionsByCommand.computeIfAbsent(name, key -> new TreeSet<>()).addAll(command.longOptions());
            }
        }
        for (Map.Entry<String, Set<String>> command : optionsByCommand.entrySet()) {
            StringWriter help = new StringWriter();

            int exitCode = Main.commandLine()
                    .setOut(new PrintWriter(help, true))
                    .execute((command.getKey() + " --help").split(" ", -1));

            assertThat(exitCode).as(command.getKey()).isZero();
            assertThat(command.getValue()).as(command.getKey()).allSatisfy(option -> assertThat(help.toString())
                    .contains(option));
        }
    }

    @Test
    void millraceStatesItsVersion() throws IOException, InterruptedException {
        assertThat(MillraceCommand.run("--version").said())
                .containsExactly("Millrace " + System.getProperty("millrace.version"));
    }

    private static String contributing(Predicate<String> wanted) throws IOException {
        return DocumentedCommand.of("./mvnw").stream()
                .filter(command -> command.document().equals(CONTRIBUTING))
                .map(DocumentedCommand::text)
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new AssertionError(CONTRIBUTING + " no longer has the command"));
    }
}
