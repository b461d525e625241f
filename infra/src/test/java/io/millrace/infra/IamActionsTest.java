package io.millrace.infra;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/iam.md} lists every IAM action that can be granted: those in the constructs' sources, whether or not this app
 * uses them, and those that the CDK's constructs add to this app's templates.
 */
class IamActionsTest {
    private static final Path SOURCES = Path.of("..", "constructs", "src", "main", "java");
    private static final Path GUIDE = Path.of("..", "docs", "iam.md");
    private static final Pattern ACTION = Pattern.compile("[a-z][a-z0-9-]*:[A-Z][A-Za-z]+\\*?");
    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
    private static final Pattern MANAGED_POLICY = Pattern.compile("managed\\spolicy\\s`([A-Za-z]+)`");
    private static final String CDK = "CDK";

    /** Keys of conditions, which look like actions. */
    private static final Pattern CONDITION_KEY =
            Pattern.compile("aws:.*|kms:(ViaService|Grant(ConstraintType|Operations))");

    /** {@code class action} for each row of the tables, class and action. */
    private static Set<String> documented() throws IOException {
        return Files.readString(GUIDE)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", -1))
                .flatMap(
                        cells -> spans(cells[3]).flatMap(type -> spans(cells[1]).map(action -> type + " " + action)))
                .collect(toCollection(TreeSet::new));
    }

    private static Stream<String> spans(String cell) {
        return SPAN.matcher(cell).results().map((MatchResult span) -> span.group(1));
    }

    /** {@code class action} for each action that a source names. */
    private static Set<String> inSources() throws IOException {
        Pattern literal = Pattern.compile("\"(" + ACTION + ")\"");
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> literal.matcher(read(file))
                            .results()
                            .map((MatchResult match) -> match.group(1))
                            .filter(action -> !CONDITION_KEY.matcher(action).matches())
                            .map(action -> file.getFileName().toString().replaceFirst("\\.java$", "") + " " + action))
                    .collect(toCollection(TreeSet::new));
        }
    }

    /** {@code CDK action} for each action in a template that no source names. */
    private static Set<String> addedByTheCdk(Set<String> inSources) {
        SynthesisedApp app = SynthesisedApp.whole();
        Set<String> own = inSources.stream().map(pair -> pair.split(" ", 2)[1]).collect(toCollection(TreeSet::new));
        return app.stages().stream()
                .flatMap(stage -> app.templates(stage).stream())
                .flatMap(template -> PolicyStatements.actions(template).stream())
                .filter(action -> !own.contains(action))
                .map(action -> CDK + " " + action)
                .collect(toCollection(TreeSet::new));
    }

    @Test
    void theGuideListsEveryActionWithWhoGrantsIt() throws IOException {
        Set<String> granted = inSources();
        assertThat(granted).hasSizeGreaterThan(50);
        granted.addAll(addedByTheCdk(granted));

        assertThat(documented())
                .as("docs/iam.md must list what is granted; add a row with the reason, or remove the row")
                .containsExactlyElementsOf(granted);
    }

    @Test
    void theManagedPoliciesAreThoseThatTheGuideNames() throws IOException {
        SynthesisedApp app = SynthesisedApp.whole();
        Set<String> policies = app.stages().stream()
                .flatMap(stage -> app.templates(stage).stream())
                .filter(template -> template.toString().contains("ManagedPolicyArns"))
                .flatMap(template -> template.findAll("ManagedPolicyArns").stream())
                .map(arns -> arns.toString().replaceAll(".*/([A-Za-z]+)\"}]", "$1"))
                .collect(toCollection(TreeSet::new));

        assertThat(MANAGED_POLICY
                        .matcher(Files.readString(GUIDE))
                        .results()
                        .map((MatchResult policy) -> policy.group(1)))
                .as("docs/iam.md must name the managed policies")
                .isNotEmpty()
                .containsExactlyElementsOf(policies);
    }

    @Test
    void everyRowHasAReason() throws IOException {
        List<String[]> rows = Files.readString(GUIDE)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\s*\\|\\s*", -1))
                .toList();

        assertThat(rows).isNotEmpty().allSatisfy(cells -> {
            assertThat(cells).hasSize(5);
            assertThat(cells[2]).isNotEmpty();
        });
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
