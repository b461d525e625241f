package io.millrace.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.testing.SynthesisedStack;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two releases of the app: CloudFormation replaces a resource whose logical id changes, or one of its create-only
 * properties, and leaves behind what it held.
 */
class ReleaseTest {
    /** What holds state, with its create-only properties: {@code createOnlyProperties} of the types' registry schemas. */
    private static final Map<String, List<String>> CREATE_ONLY = Map.of(
            "AWS::KinesisAnalyticsV2::Application", List.of("ApplicationName", "ApplicationMode"),
            "AWS::Kinesis::Stream", List.of("Name"),
            "AWS::S3::Bucket", List.of("BucketName", "BucketNamePrefix", "BucketNamespace"),
            "AWS::Logs::LogGroup", List.of("LogGroupName"),
            "AWS::SecretsManager::Secret", List.of("Name"));

    private static final String CODE =
            "/Properties/ApplicationConfiguration/ApplicationCodeConfiguration/CodeContent/S3ContentLocation/FileKey";

    private static SynthesisedApp before;
    private static SynthesisedApp after;

    @BeforeAll
    static void synthesise(@TempDir Path first, @TempDir Path second) throws IOException {
        before = new SynthesisedApp(first, Map.of());
        Path jar = SynthesisedApp.jar(second);
        try (FileSystem content = FileSystems.newFileSystem(jar)) {
            Files.writeString(content.getPath("release"), "the next");
        }
        after = new SynthesisedApp(second, Map.of(), jar);
    }

    @Test
    void aReleaseReplacesNothingThatHoldsState() {
        for (String stage : new String[] {"dev", "prod"}) {
            assertThat(stateful(after, stage)).isEqualTo(stateful(before, stage));
        }
    }

    @Test
    void whatHoldsStateIsKnown() {
        for (String stage : new String[] {"dev", "prod"}) {
            // no create-only property: each name is made up once, by CloudFormation, and stays
            assertThat(stateful(after, stage))
                    .contains("AWS::S3::Bucket Artifacts80C0BB10 {}", "AWS::SecretsManager::Secret DrawKeyFDDBBBBF {}")
                    .containsAll(StateStackTest.STREAMS.stream()
                            .map(id -> "AWS::Kinesis::Stream " + id + " {}")
                            .toList())
                    .containsAll(ApplicationStacksTest.APPLICATIONS.values().stream()
                            .map(id -> "AWS::KinesisAnalyticsV2::Application " + id + " {}")
                            .toList())
                    .allMatch(resource -> resource.endsWith(" {}"));
        }
    }

    @Test
    void aReleaseDeploysItsOwnJar() {
        assertThat(code(after)).isNotEqualTo(code(before));
    }

    private static JsonNode code(SynthesisedApp app) {
        return app.template("prod", "Lottery").resource("LotteryA3058243").at(CODE);
    }

    /** Type, logical id and create-only properties of what holds state in a stage. */
    private static Set<String> stateful(SynthesisedApp app, String stage) {
        Set<String> lines = new TreeSet<>();
        for (String name : SynthesisedApp.stacks()) {
            SynthesisedStack stack = app.template(stage, name);
            CREATE_ONLY.forEach((type, names) -> {
                if (stack.types().contains(type)) {
                    stack.all(type).forEach((id, resource) -> lines.add(type + " " + id + " " + only(names, resource)));
                }
            });
        }
        assertThat(lines).isNotEmpty();
        return lines;
    }

    private static String only(List<String> names, JsonNode resource) {
        StringBuilder found = new StringBuilder();
        for (String name : names) {
            JsonNode value = resource.path("Properties").get(name);
            if (value != null) {
                found.append(name).append('=').append(value);
            }
        }
        return "{" + found + "}";
    }
}
