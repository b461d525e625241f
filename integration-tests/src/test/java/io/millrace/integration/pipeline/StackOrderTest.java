package io.millrace.integration.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.integration.pipeline.Workplace.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Streams and jobs come, go and are renamed, forward and back. The fake CloudFormation refuses to drop an export that another
 * stack imports, and the fake bucket keeps the first template under a hash.
 */
class StackOrderTest {
    /** By the releases that were deployed there. */
    private static final Map<List<String>, Workplace> DEPLOYED = new HashMap<>();

    @TempDir
    private static Path directory;

    private Workplace place;

    @BeforeEach
    void settle() throws IOException {
        place = new Workplace(empty()).with("AWS_REGION", "eu-central-1");
    }

    private static Path empty() throws IOException {
        return Files.createTempDirectory(directory, "place");
    }

    @ParameterizedTest(name = "from {0} to {1} and back")
    @CsvSource({"Clicks, Clicks Orders", "Clicks Orders, Orders Visits"})
    void aReleaseWithOtherStreamsIsDeployedAndRolledBack(String before, String after) throws IOException {
        continueAfter(before + ", Counting");
        String first = place.digest();
        String second = release("two", after, "Counting");

        deploy();
        assertThat(streams()).containsExactlyInAnyOrder(after.split(" "));
        assertThat(place.record("dev")).contains(second);

        Outcome back = place.run("deploy/rollback", "dev");
        assertThat(back.exit()).as(back.output()).isZero();
        assertThat(streams()).containsExactlyInAnyOrder(before.split(" "));
        assertThat(place.record("dev")).isEqualTo("{\"attempt\":null,\"releases\":[\"" + first + "\"]}");
    }

    @Test
    void aStreamIsDeletedOnlyWhenTheJobNoLongerReadsIt() throws IOException {
        continueAfter("Clicks, Counting");
        release("two", "Visits", "Counting");

        assertThat(place.runFailing("dev-Counting", "deploy/deploy", "dev").exit())
                .isEqualTo(1);
        assertThat(streams()).containsExactlyInAnyOrder("Clicks", "Visits");

        deploy();
        assertThat(streams()).containsExactly("Visits");
    }

    @Test
    void aReleaseThatDropsNothingIsDeployedOnce() throws IOException {
        continueAfter("Clicks, Counting");
        release("two", "Clicks Orders", "Counting");
        place.calls();

        deploy();

        assertThat(place.calls().stream().filter(call -> call.startsWith("cdk")))
                .hasSize(1);
    }

    @Test
    void theStackOfARemovedJobStaysWithWhatItUsesUntilItsDeletionIsAskedFor() throws IOException {
        continueAfter("Clicks Orders, Counting Summing");
        release("two", "Clicks", "Counting");

        Outcome released = place.run("deploy/deploy", "dev");
        assertThat(released.exit()).as(released.output()).isZero();
        assertThat(released.output())
                .contains("stack dev-Summing is not in the release; it stays, and its job keeps running, until"
                        + " deploy/deploy dev --delete dev-Summing");
        assertThat(streams()).containsExactlyInAnyOrder("Clicks", "Orders");

        Files.createFile(place.fake("dev-Summing.protected"));
        Outcome deleted = place.run("deploy/deploy", "dev", "--delete", "dev-Summing");
        assertThat(deleted.exit()).as(deleted.output()).isZero();
        assertThat(place.fake("dev-Summing.template")).doesNotExist();
        assertThat(streams()).containsExactly("Clicks");
    }

    @Test
    void aDeploymentThatFailsAfterItHasDeletedAStackIsRepeatedWithTheSameCommand() throws IOException {
        continueAfter("Clicks Orders, Counting Summing", "Clicks, Counting");
        Files.createFile(place.fake("fails.dev-Counting"));
        Outcome failed = place.run("deploy/deploy", "dev", "--delete", "dev-Summing");
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.output()).contains("stack dev-Summing is deleted", "fix it and run this again");
        Files.delete(place.fake("fails.dev-Counting"));

        Outcome again = place.run("deploy/deploy", "dev", "--delete", "dev-Summing");

        assertThat(again.exit()).as(again.output()).isZero();
        assertThat(again.output()).contains("there is no stack dev-Summing; nothing is deleted");
        assertThat(streams()).containsExactly("Clicks");
    }

    @Test
    void aStackThatIsKeptForAnotherMustStillHaveEverythingOfTheRelease() throws IOException {
        continueAfter("Clicks Orders, Counting Summing", "Clicks, Counting");
        Files.writeString(
                place.fake("dev-State.template"),
                Files.readString(place.fake("dev-State.template")).replace("\"Clicks\":", "\"Another\":"));

        Outcome outcome = place.run("deploy/smoke", "dev");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains("stack dev-State must have the template of the release");
    }

    @Test
    void aRemovedJobComesBackWithARollback() throws IOException {
        continueAfter("Clicks Orders, Counting Summing", "Clicks, Counting");

        Outcome back = place.run("deploy/rollback", "dev");

        assertThat(back.exit()).as(back.output()).isZero();
        assertThat(back.output()).doesNotContain("is not in the release");
        assertThat(streams()).containsExactlyInAnyOrder("Clicks", "Orders");
    }

    @Test
    void onlyAStackThatTheReleaseDoesNotHaveIsDeleted() throws IOException {
        continueAfter("Clicks, Counting");
        Files.writeString(place.fake("prod-Summing.status"), "UPDATE_COMPLETE\n");
        place.calls();

        for (String stack : List.of("dev-Counting", "prod-Summing", "prod-Gone")) {
            Outcome outcome = place.run("deploy/deploy", "dev", "--delete", stack);

            assertThat(outcome.exit()).isEqualTo(1);
            assertThat(outcome.output())
                    .contains("the stack to delete must be one of dev and must not be in the release, got '" + stack
                            + "'");
        }
        assertThat(place.calls()).noneMatch(call -> call.contains("delete-stack") || call.startsWith("cdk"));
    }

    @ParameterizedTest
    @CsvSource({"deploy/deploy dev --delete dev-Summing", "deploy/smoke dev"})
    void stacksThatCannotBeListedAreNotTakenForNone(String command) throws IOException {
        continueAfter("Clicks Orders, Counting Summing", "Clicks, Counting");
        Files.writeString(place.fake("denied"), "cloudformation list-stacks\n");

        Outcome outcome = place.run(command.split(" "));

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("the stacks of dev cannot be listed")
                .doesNotContain(" must ");
    }

    /** The CLI sets termination protection before it creates a stack, and it deletes one whose creation failed. */
    @Test
    void aFirstDeploymentThatFailedIsRepeatedWithTheSameCommand() throws IOException {
        Files.createFile(place.fake("protects"));
        assertThat(place.runFailing("prod-Counting", "deploy/deploy", "prod").exit())
                .isEqualTo(1);
        assertThat(place.fake("prod-Counting.protected")).exists();
        place.calls();

        Outcome again = place.run("deploy/deploy", "prod");

        assertThat(again.exit()).as(again.output()).isZero();
        assertThat(place.calls().stream().filter(call -> call.contains("update-termination-protection")))
                .containsExactly("aws cloudformation update-termination-protection --no-enable-termination-protection"
                        + " --stack-name prod-Counting");
        assertThat(place.fake("prod-Counting.protected")).exists();
    }

    @Test
    void aStackThatCannotBeDescribedIsNotTakenForAMissingOne() throws IOException {
        Files.writeString(place.fake("denied"), "cloudformation describe-stacks\n");

        Outcome outcome = place.run("deploy/deploy", "dev");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains("stack dev-State cannot be described: ");
        assertThat(place.calls()).noneMatch(call -> call.startsWith("cdk"));
    }

    /**
     * Continues where releases were deployed, which is done once for all tests.
     *
     * @param releases the streams of each, and its jobs
     */
    private void continueAfter(String... releases) throws IOException {
        continueAfter(List.of(releases));
    }

    private void continueAfter(List<String> releases) throws IOException {
        if (releases.isEmpty()) {
            return;
        }
        if (!DEPLOYED.containsKey(releases)) {
            int last = releases.size() - 1;
            continueAfter(releases.subList(0, last));
            String[] parts = releases.get(last).split(", ", -1);
            release("jar %d before".formatted(last), parts[0], parts[1]);
            deploy();
            DEPLOYED.put(List.copyOf(releases), place);
        }
        place = DEPLOYED.get(releases).copyTo(empty());
    }

    private void deploy() throws IOException {
        Outcome outcome = place.run("deploy/deploy", "dev");
        assertThat(outcome.exit()).as(outcome.output()).isZero();
    }

    private List<String> streams() throws IOException {
        String template = Files.readString(place.fake("dev-State.template"));
        return List.of("Clicks", "Orders", "Visits").stream()
                .filter(stream -> template.contains('"' + stream + '"'))
                .toList();
    }

    /** A release with these streams, and jobs that import all of them. */
    private String release(String jar, String streams, String jobs) throws IOException {
        return place.nextRelease(jar, assembly -> {
            Path folder = assembly.resolve("assembly-dev");
            ObjectMapper mapper = new ObjectMapper();
            ObjectNode manifest =
                    (ObjectNode) mapper.readTree(folder.resolve("manifest.json").toFile());
            ObjectNode artifacts = (ObjectNode) manifest.get("artifacts");
            String state = """
                    {"Description": "Datenströme",
                     "Resources": {%s},
                     "Outputs": {%s}}
                    """.formatted(
                            each(streams, "\"%1$s\": {\"Type\": \"AWS::Kinesis::Stream\"}"),
                            each(
                                    streams,
                                    "\"Exports%1$s\": {\"Value\": {\"Ref\": \"%1$s\"}, \"Export\": {\"Name\":"
                                            + " \"dev-State:%1$s\"}}"));
            Files.writeString(folder.resolve("State.template.json"), state);
            // as the CLI uploads it
            String hash = sha256(state);
            ((ObjectNode) artifacts.at("/State/properties"))
                    .put("stackTemplateAssetObjectUrl", "s3://assets/" + hash + ".json");
            Files.writeString(folder.resolve("State.assets.json"), """
                    {"files": {"%1$s": {"source": {"path": "State.template.json"},
                      "destinations": {"here": {"objectKey": "%1$s.json"}}}}}
                    """.formatted(hash));

            ObjectNode counting = (ObjectNode)
                    mapper.readTree(folder.resolve("Counting.template.json").toFile());
            counting.set(
                    "Metadata", mapper.readTree("[" + each(streams, "{\"Fn::ImportValue\": \"dev-State:%s\"}") + "]"));
            mapper.writeValue(folder.resolve("Counting.template.json").toFile(), counting);
            if (jobs.contains("Summing")) {
                mapper.writeValue(folder.resolve("Summing.template.json").toFile(), counting);
                artifacts.set(
                        "Summing",
                        mapper.readTree(artifacts.get("Counting").toString().replace("Counting", "Summing")));
            }
            mapper.writeValue(folder.resolve("manifest.json").toFile(), manifest);
        });
    }

    private static String each(String names, String format) {
        return Arrays.stream(names.split(" ")).map(format::formatted).collect(Collectors.joining(", "));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Java has SHA-256", e);
        }
    }
}
