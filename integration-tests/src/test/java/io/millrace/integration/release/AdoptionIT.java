package io.millrace.integration.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.integration.AdoptersShell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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

    private static final Path GUIDE = HOME.resolve("docs/reuse.md");

    /** The command line, without the build before it. */
    private static final String MILLRACE =
            "java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp \"$MILLRACE/local/target/millrace-local.jar:$MILLRACE/local/target/lib/*\""
                    + " io.millrace.local.cli.Main";

    private static final String GITLAB = "\"$MILLRACE/node_modules/.bin/gitlab-ci-local\"";

    @TempDir
    static Path machine;

    private static AdoptersShell shell;
    private static Path project;
    private static String said;

    /** A new project, whose README's commands run its job. */
    @BeforeAll
    static void makeAProject() throws IOException {
        Path repository = InstalledArtifacts.in(machine.resolve("repository"), HOME);
        shell = new AdoptersShell(HOME, repository);
        project = machine.resolve("clickstream");
        said = shell.run(machine, MILLRACE + " new clickstream --pipeline gitlab", 0);
        try {
            shell.run(
                    project,
                    "export CDK_VALIDATION=true\n"
                            + blocks(SHELL, project.resolve("README.md"), "Run it")
                                    .get(0));
        } finally {
            shell.run(project, "./millrace local down || true");
        }
        shell.run(
                project,
                "git init --quiet --initial-branch main\n"
                        + "git add .\n"
                        + "git -c user.name=n -c user.email=n@example.com commit -qm all");
    }

    @Test
    void aNewProjectSaysThatASnapshotIsOnThisMachineOnly() {
        assertThat(said.contains("It uses a snapshot of Millrace, which is on this machine only."))
                .as(said)
                .isEqualTo(System.getProperty("millrace.version").endsWith("-SNAPSHOT"));
    }

    @Test
    void theProjectsTestsAreGreen() throws IOException {
        shell.run(project, "./mvnw -q -B -ntp verify");

        Map<String, String> results = new TreeMap<>();
        for (String module : List.of("job", "infra")) {
            try (var reports =
                    Files.newDirectoryStream(project.resolve(module + "/target/surefire-reports"), "*.txt")) {
                for (Path report : reports) {
                    results.put(
                            report.getFileName().toString().replaceAll(".*\\.(\\w+)\\.txt", "$1"),
                            Files.readString(report).replaceAll("(?s).*(Tests run: .*), Time.*", "$1"));
                }
            }
        }
        assertThat(results)
                .isEqualTo(Map.of(
                        "ClicksPerPageTest", "Tests run: 2, Failures: 0, Errors: 0, Skipped: 0",
                        "ContractTest", "Tests run: 3, Failures: 0, Errors: 0, Skipped: 0",
                        "CountClicksTest", "Tests run: 2, Failures: 0, Errors: 0, Skipped: 0",
                        "TopologyTest", "Tests run: 1, Failures: 0, Errors: 0, Skipped: 0",
                        "DevStageTest", "Tests run: 2, Failures: 0, Errors: 0, Skipped: 0"));
    }

    @Test
    void eachOfItsEnvironmentsHasATemplateWithItsSettings() throws IOException {
        JsonNode dev = template(project.resolve("cdk.out/assembly-dev/devclickstream*.template.json"));
        JsonNode prod = template(project.resolve("cdk.out/assembly-prod/prodclickstream*.template.json"));

        assertThat(propertyGroups(dev)).containsOnlyKeys("Job", "clicks", "page-counts");
        assertThat(runtimes(dev)).containsExactly("FLINK-2_2");
        assertThat(propertyGroups(dev).get("Job").get("window").asText()).isEqualTo("10000 ms");
        assertThat(propertyGroups(prod).get("Job").get("window").asText()).isEqualTo("60000 ms");
        assertThat(logicalIds(prod, "AWS::Kinesis::Stream")).containsExactly("Clicks62A3347D", "PageCounts79177369");
        assertThat(logicalIds(prod, "AWS::CloudWatch::Alarm"))
                .anyMatch(id -> id.startsWith("MonitoringDowntime"))
                .anyMatch(id -> id.startsWith("MonitoringStreamLagClicks"));
    }

    @Test
    void itsPipelinePromotesOneAssemblyFromDevToProd() throws IOException {
        shell.run(project, GITLAB + " --list-csv-all >jobs.csv");

        assertThat(Files.readAllLines(project.resolve("jobs.csv")))
                .filteredOn(job -> job.startsWith("deploy-"))
                .hasSize(2)
                .anyMatch(job -> job.startsWith("deploy-dev;") && job.contains(";on_success;"))
                .anyMatch(job ->
                        job.startsWith("deploy-prod;") && job.contains(";manual;") && job.contains("deploy-dev"));
    }

    /** The CDK CLI is real, and gets no further than to ask for credentials. */
    @Test
    void aDeploymentBuildsNothingAndLeavesNoToken() throws IOException {
        Path runner = Files.createDirectory(machine.resolve("runner"));
        Path temporary = Files.createDirectory(runner.resolve("tmp"));
        Path calls = runner.resolve("calls");
        Path token = runner.resolve("token");
        for (String program : List.of("npm", "java")) {
            program(runner.resolve("bin").resolve(program), "#!/bin/sh\necho " + program + " >>'" + calls + "'\n");
        }
        program(
                runner.resolve("bin/npx"),
                "#!/bin/sh\nfind \"$AWS_WEB_IDENTITY_TOKEN_FILE\" -perm 600 >'" + token + "'\n"
                        + "exec node_modules/.bin/\"$@\"\n");
        program(runner.resolve("bin/rsync"), Files.readString(Path.of("src/test/resources/pipeline/rsync")));
        try (StsStandIn sts = StsStandIn.start()) {
            shell.run(
                    project,
                    "umask 0000\nunset JAVA_HOME AWS_PROFILE AWS_ACCESS_KEY_ID\n"
                            + "export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null\n"
                            + "export PATH='" + runner.resolve("bin") + "':\"$PATH\" TMPDIR='" + temporary + "'\n"
                            + "export CDK_DISABLE_CLI_TELEMETRY=true AWS_EC2_METADATA_DISABLED=true\n"
                            + "export AWS_ENDPOINT_URL=" + sts.url() + " AWS_REGION=eu-west-1\n"
                            + "export AWS_ROLE_ARN=arn:aws:iam::111122223333:role/dev AWS_ID_TOKEN=a.signed.token\n"
                            + GITLAB + " --force-shell-executor deploy-dev",
                    1);

            assertThat(sts.requests())
                    .isNotEmpty()
                    .allMatch(request -> request.contains("WebIdentityToken=a.signed.token"));
        }
        assertThat(calls).hasContent("npm");
        assertThat(Files.readString(token))
                .as("the file with the token, which only its owner can read")
                .startsWith(temporary + "/");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void theArchetypeMakesTheSameFiles() throws IOException {
        Path generated = Files.createDirectory(machine.resolve("generated"));
        // the plugin stays in the repository of all other artifacts, where the next run finds it
        String repositories = "-Dmaven.repo.local='" + System.getProperty("millrace.repository")
                + "' -Dmaven.repo.local.tail='" + machine.resolve("repository") + "'";
        String plugin =
                "org.apache.maven.plugins:maven-archetype-plugin:" + System.getProperty("millrace.archetype-plugin");
        shell.run(
                generated,
                "unset MAVEN_ARGS\n\"$MILLRACE/mvnw\" -q -B -ntp " + repositories + " " + plugin
                        + ":generate -DarchetypeCatalog=local -DarchetypeGroupId=io.millrace"
                        + " -DarchetypeArtifactId=millrace-archetype -DarchetypeVersion="
                        + System.getProperty("millrace.version")
                        + " -DgroupId=com.example.shop -DartifactId=shop -Dversion=1.0-SNAPSHOT -Dpackage=com.example.shop\n"
                        + "mkdir ../written\n"
                        + "cd ../written\n"
                        + MILLRACE + " new shop --package com.example.shop");

        shell.run(machine, "diff -r written/shop generated/shop");
        assertThat(generated.resolve("shop/millrace")).isExecutable();
    }

    @Test
    void theGuideShowsTheProjectsContract() throws IOException {
        assertThat(source(project.resolve("job/src/main"), "ClicksPerPage.java"))
                .contains(blocks(JAVA, GUIDE, "## Declare a contract"));
    }

    @Test
    void theGuideShowsTheProjectsTest() throws IOException {
        assertThat(blocks(SHELL, GUIDE, "## Test against a stage"))
                .singleElement()
                .asString()
                .contains("install -pl local -am");
        String test = Files.readString(
                project.resolve("infra/src/test/java/com/example/clickstream/infra/DevStageTest.java"));
        String pom = Files.readString(project.resolve("infra/pom.xml"));
        assertThat(blocks(JAVA, GUIDE, "## Test against a stage")).isNotEmpty().allSatisfy(shown -> assertThat(test)
                .contains(shown));
        assertThat(blocks(XML, GUIDE, "## Test against a stage")).isNotEmpty().allSatisfy(shown -> assertThat(pom)
                .contains(shown));
    }

    /** A test among them compares what they make with the same by hand. */
    @Test
    void theExamplesAreWhatOneWouldWriteByHandInAFifthOfTheLines() throws IOException {
        Path examples = copy(HOME.resolve("examples"), machine.resolve("examples"));

        shell.run(examples, "\"$MILLRACE/mvnw\" -q -B -ntp package");

        assertThat(Files.readString(
                        examples.resolve("by-hand/target/surefire-reports/com.example.byhand.ByHandTest.txt")))
                .contains("Tests run: 3, Failures: 0, Errors: 0, Skipped: 0");
        Map<String, String> rows = Map.of(
                "Billing", "[everything-imported](../examples/everything-imported)",
                "Totals", "[flink-2-fan-out](../examples/flink-2-fan-out)",
                "Archive", "[s3-sink](../examples/s3-sink)");
        rows.forEach((name, row) -> {
            long ours = linesOfCode(examples, name + "Stack.java");
            long byHand = linesOfCode(examples, name + "ByHand.java");
            long alpha = linesOfCode(examples, name.toLowerCase(Locale.ROOT) + "-stack.ts");
            assertThat(GUIDE).content().contains("| %s | %d | %d | %d |".formatted(row, ours, byHand, alpha));
            assertThat(5 * ours).isLessThan(byHand);
        });
    }

    /** The Java of the guide about imports and about buckets is that of the examples. */
    @Test
    void theGuideShowsTheExamples() throws IOException {
        String billing = source(HOME.resolve("examples"), "BillingStack.java");
        String totals = source(HOME.resolve("examples"), "TotalsStack.java");
        String archive = source(HOME.resolve("examples"), "ArchiveStack.java");

        assertThat(billing)
                .contains(blocks(JAVA, GUIDE, "## Import what exists").get(0).stripTrailing());
        assertThat(totals)
                .contains(blocks(JAVA, GUIDE, "## Flink 2, fan-out, keys and VPCs")
                        .get(0)
                        .stripTrailing());
        assertThat(archive)
                .contains(blocks(JAVA, GUIDE, "## A job's own property groups, and a bucket")
                        .get(0)
                        .stripTrailing());
    }

    /** Runs the steps after the first two, which set variables and install artifacts that are installed here already. */
    @Test
    void theGuidesStepsLeadFromAnEmptyDirectoryToATemplate() throws IOException {
        List<String> steps = blocks(SHELL, GUIDE, "## Use the constructs: from an empty directory to an application");
        assertThat(steps.get(0)).startsWith("export MILLRACE=");
        assertThat(steps.get(1)).contains("install -pl bom,constructs,kinesis-connector -am");
        Path empty = Files.createDirectory(machine.resolve("guide"));

        shell.run(
                empty,
                "export JOB_JAR='" + project.resolve("job/target/job.jar") + "'\n"
                        + String.join("", steps.subList(2, steps.size())));

        JsonNode template = template(empty.resolve("clickstream/cdk.out/clickstream.template.json"));
        assertThat(propertyGroups(template)).containsOnlyKeys("Job", "clicks", "page-counts");
        assertThat(runtimes(template)).containsExactly("FLINK-2_2");
        assertThat(logicalIds(template, "AWS::CloudWatch::Dashboard")).hasSize(1);
    }

    private static void program(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static long linesOfCode(Path directory, String file) {
        return source(directory, file)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.matches("(package|import|//|/\\*|\\*).*"))
                .count();
    }

    /** The one file of that name. */
    private static String source(Path directory, String file) {
        try (var files = Files.walk(directory)) {
            return Files.readString(
                    files.filter(path -> path.endsWith(file)).findFirst().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Pattern block(String language) {
        return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    }

    /** The blocks of a language under a heading. */
    private static List<String> blocks(Pattern block, Path document, String heading) throws IOException {
        String text = Files.readString(document);
        int start = text.indexOf("\n" + heading + "\n");
        assertThat(start).as(heading).isNotNegative();
        int end = text.indexOf("\n## ", start + 1);
        String section = end < 0 ? text.substring(start) : text.substring(start, end);
        return block.matcher(section)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    /** @param file may have a '*' in its name */
    private static JsonNode template(Path file) throws IOException {
        try (var files =
                Files.newDirectoryStream(file.getParent(), file.getFileName().toString())) {
            return new ObjectMapper().readTree(files.iterator().next().toFile()).get("Resources");
        }
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

    private static List<String> runtimes(JsonNode resources) {
        return logicalIds(resources, "AWS::KinesisAnalyticsV2::Application").stream()
                .map(application -> resources
                        .get(application)
                        .at("/Properties/RuntimeEnvironment")
                        .asText())
                .toList();
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
