package io.millrace.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another team can use the constructs as artifacts from a repository, in a project of its own. */
class AdoptionIT {
    private static final Path HOME =
            Path.of(System.getProperty("millrace.home")).toAbsolutePath().normalize();
    private static final Pattern SHELL = block("sh");
    private static final Pattern JAVA = block("java");
    private static final Pattern XML = block("xml");

    @TempDir
    static Path machine;

    private static AdoptersShell shell;
    private static Path example;

    @BeforeAll
    static void buildTheExample() throws IOException {
        Path repository = InstalledArtifacts.in(machine.resolve("repository"), HOME);
        shell = new AdoptersShell(HOME, repository);
        example = copy(HOME.resolve("examples/clickstream-consumer"), machine.resolve("example"));
        shell.run(example, "\"$MILLRACE/mvnw\" -q -B -ntp package");
    }

    @Test
    void theExampleSynthesisesAgainstTheArtifacts() throws IOException {
        shell.run(example, "\"$MILLRACE/node_modules/.bin/cdk\" synth --quiet --no-notices --build true");

        JsonNode template = template(example);
        assertThat(propertyGroups(template)).containsOnlyKeys("clicks", "page-counts", "Counting");
        assertThat(propertyGroups(template).get("Counting").get("window").asText())
                .isEqualTo("PT10S");
        assertThat(logicalIds(template, "AWS::Kinesis::Stream"))
                .containsExactly("Clicks62A3347D", "PageCounts79177369");
        assertThat(logicalIds(template, "AWS::CloudWatch::Alarm"))
                .anyMatch(id -> id.startsWith("MonitoringDowntime"))
                .anyMatch(id -> id.startsWith("MonitoringStreamLagClicks"));
    }

    @Test
    void theExamplesTestRanOnAStageAndIsTheOneThatTheGuideShows() throws IOException {
        assertThat(Files.readString(example.resolve(
                        "infra/target/surefire-reports/com.example.clickstream.infra.ClickstreamTest.txt")))
                .contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
        assertThat(blocks(SHELL, "## Test against a stage"))
                .singleElement()
                .asString()
                .contains("install -pl local -am");
        String test = Files.readString(
                example.resolve("infra/src/test/java/com/example/clickstream/infra/ClickstreamTest.java"));
        String pom = Files.readString(example.resolve("infra/pom.xml"));
        assertThat(blocks(JAVA, "## Test against a stage")).isNotEmpty().allSatisfy(shown -> assertThat(test)
                .contains(shown));
        assertThat(blocks(XML, "## Test against a stage")).isNotEmpty().allSatisfy(shown -> assertThat(pom)
                .contains(shown));
    }

    /** Its own test compares the templates. */
    @Test
    void whatImportsEverythingIsWhatOneWouldWriteByHandInAFifthOfTheLines() throws IOException {
        Path project = copy(HOME.resolve("examples/everything-imported"), machine.resolve("imported"));

        shell.run(project, "\"$MILLRACE/mvnw\" -q -B -ntp package");

        assertThat(Files.readString(
                        project.resolve("target/surefire-reports/com.example.imported.BillingStackTest.txt")))
                .contains("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0");
        String stack = Files.readString(project.resolve("src/main/java/com/example/imported/BillingStack.java"));
        long ours = linesOfCode(stack);
        long byHand = linesOfCode(
                Files.readString(project.resolve("src/test/java/com/example/imported/HandwrittenStack.java")));
        assertThat(stack).contains(blocks(JAVA, "## Import what exists").get(0).stripTrailing());
        assertThat(Files.readString(project.resolve("README.md")))
                .contains("the one has %d lines and the other has %d".formatted(ours, byHand));
        assertThat(Files.readString(HOME.resolve("docs/reuse.md")))
                .contains("%d lines, and %d with CDK's L1".formatted(ours, byHand));
        assertThat(5 * ours).isLessThan(byHand);
    }

    /** Runs the steps after the first two, which set variables and install artifacts that are installed here already. */
    @Test
    void theGuidesStepsLeadFromAnEmptyDirectoryToATemplate() throws IOException {
        List<String> steps = blocks(SHELL, "## Use the constructs: from an empty directory to an application");
        assertThat(steps.get(0)).startsWith("export MILLRACE=");
        assertThat(steps.get(1)).contains("install -pl bom,constructs -am");
        Path empty = Files.createDirectory(machine.resolve("guide"));

        shell.run(
                empty,
                "export JOB_JAR='" + example.resolve("job/target/clickstream-job.jar") + "'\n"
                        + String.join("", steps.subList(2, steps.size())));

        JsonNode template = template(empty.resolve("clickstream"));
        assertThat(propertyGroups(template)).containsOnlyKeys("clicks");
        assertThat(logicalIds(template, "AWS::CloudWatch::Dashboard")).hasSize(1);
    }

    private static long linesOfCode(String source) {
        return source.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.matches("(package|import|//|/\\*|\\*).*"))
                .count();
    }

    private static Pattern block(String language) {
        return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    }

    /** The guide's blocks of a language under a heading. */
    private static List<String> blocks(Pattern block, String heading) throws IOException {
        String guide = Files.readString(HOME.resolve("docs/reuse.md"));
        int start = guide.indexOf(heading + "\n");
        assertThat(start).as(heading).isNotNegative();
        int end = guide.indexOf("\n## ", start);
        String section = end < 0 ? guide.substring(start) : guide.substring(start, end);
        return block.matcher(section)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static JsonNode template(Path project) throws IOException {
        return new ObjectMapper()
                .readTree(project.resolve("cdk.out/clickstream.template.json").toFile())
                .get("Resources");
    }

    private static Map<String, JsonNode> propertyGroups(JsonNode resources) {
        Map<String, JsonNode> groups = new TreeMap<>();
        for (JsonNode resource : resources) {
            for (JsonNode group :
                    resource.at("/Properties/ApplicationConfiguration/EnvironmentProperties/PropertyGroups")) {
                groups.put(group.get("PropertyGroupId").asText(), group.get("PropertyMap"));
            }
        }
        return groups;
    }

    private static List<String> logicalIds(JsonNode resources, String type) {
        return resources.properties().stream()
                .filter(resource -> resource.getValue().get("Type").asText().equals(type))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Copies a project without what it was built into. */
    private static Path copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path relative = from.relativize(file);
                if (!relative.toString().matches("(.*/)?(target|cdk\\.out)/.*")) {
                    Path copy = to.resolve(relative);
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
        return to;
    }
}
