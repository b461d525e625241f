package io.millrace.constructs.flink.jar;

import static io.millrace.constructs.testing.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.flink.FlinkApplication;
import io.millrace.constructs.flink.FlinkApplicationProps;
import io.millrace.constructs.flink.FlinkRuntime;
import io.millrace.constructs.lifecycle.Lifecycle;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.EventStreamProps;
import io.millrace.constructs.testing.SynthesisedStack;
import io.millrace.constructs.testing.TestJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.IBucket;

class FlinkPythonZipTest {
    private static final PythonFiles FILES = PythonFiles.builder("main.py")
            .jarfile("lib/dependencies.jar")
            .pyFiles("pages.py", "shared")
            .pyArchives("data.zip#data")
            .build();

    @TempDir
    static Path folder;

    private static Path zip;
    private static FlinkPythonZip code;
    private static SynthesisedStack template;

    @BeforeAll
    static void synthesise() throws IOException {
        zip = zip(
                "app.zip",
                Map.of(
                        "main.py", bytes("print()"),
                        "pages.py", bytes("pass"),
                        "shared/text.py", bytes("pass"),
                        "data.zip", bytes("data"),
                        "lib/dependencies.jar", Files.readAllBytes(TestJar.declaringNothing(folder))));
        Stack stack = new Stack(app(), "Stack");
        ArtifactBucket bucket = new ArtifactBucket(stack, "Artifacts", ArtifactBucketProps.defaults());
        code = new FlinkPythonZip(stack, "Code", new FlinkPythonZipProps(bucket, zip, FILES));
        new FlinkApplication(
                stack,
                "App",
                FlinkApplicationProps.builder(code)
                        .input("clicks", new EventStream(stack, "Clicks", EventStreamProps.onDemand()))
                        .propertyGroup("Job", Map.of("window", "1 min"))
                        .build());
        template = SynthesisedStack.of(stack);
    }

    @Test
    void theCodeIsTheZipUnderItsContentsHash() {
        assertThat(code.objectKey()).matches("jobs/[0-9a-f]{64}\\.zip");
        assertThat(configuration("/ApplicationCodeConfiguration"))
                .isEqualTo(json(("{'CodeContentType': 'ZIPFILE', 'CodeContent': {'S3ContentLocation':"
                                + " {'BucketARN': {'Fn::GetAtt': ['%s', 'Arn']}, 'FileKey': '%s'}}}")
                        .formatted(template.idOf("AWS::S3::Bucket", "Artifacts"), code.objectKey())));
        assertThat(template.properties("Custom::MillraceJobLifecycle")
                        .get("CodeKey")
                        .asText())
                .isEqualTo(code.objectKey());
    }

    @Test
    void thePropertyGroupNamesTheFilesOfTheApplication() {
        JsonNode groups = configuration("/EnvironmentProperties/PropertyGroups");

        assertThat(groups).hasSize(3);
        assertThat(groups.get(0)).isEqualTo(json("""
                        {'PropertyGroupId': 'kinesis.analytics.flink.run.options', 'PropertyMap': {
                          'python': 'main.py', 'jarfile': 'lib/dependencies.jar', 'pyFiles': 'pages.py,shared',
                          'pyArchives': 'data.zip#data'}}
                        """));
        assertThat(groups.get(1).at("/PropertyMap/connector").asText()).isEqualTo("kinesis");
    }

    @Test
    void whatTheZipOrTheServiceLacksIsOneError() throws IOException {
        Path jar = TestJar.referring(
                folder,
                Map.of("com/example/Old", "org/apache/flink/streaming/connectors/kinesis/FlinkKinesisConsumer"));
        Path packed = zip("packed.zip", Map.of("app/main.py", bytes(""), "old.jar", Files.readAllBytes(jar)));
        String group = "property group 'kinesis.analytics.flink.run.options': ";

        assertThat(violations(
                        stack -> FlinkPythonZip.fromAsset(
                                stack,
                                "Code",
                                packed,
                                PythonFiles.builder("main.py")
                                        .jarfile("old.jar")
                                        .pyFiles("/pages.py")
                                        .build()),
                        builder -> builder.runtime(FlinkRuntime.FLINK_2_2)
                                .propertyGroup(
                                        "kinesis.analytics.flink.run.options",
                                        Map.of("python", "other.py", "pyModule", "other"))))
                .containsExactly(
                        group + "'pyFiles' must have paths in the zip, got '/pages.py'; write it relative to the zip's"
                                + " root, with '/'",
                        group + "a key must be python, jarfile, pyFiles or pyArchives, got 'pyModule'; start the module"
                                + " from the file in 'python'",
                        group + "'python' must name a file of the zip, got 'main.py', which is not in it; did you mean"
                                + " 'app/main.py'?",
                        "a job on FLINK-2_2 must not use"
                                + " org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer, which Flink 2 does"
                                + " not have, got it in 'com.example.Old'; use KinesisStreamsSource",
                        group.replace(": ", "") + ": 'python' must be given once, got it twice; drop one");
    }

    @Test
    void aZipThatIsNoneIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.zip"), "text");

        assertThat(violations(
                        stack -> FlinkPythonZip.fromAsset(stack, "Code", text, PythonFiles.of("main.py")),
                        builder -> builder))
                .singleElement()
                .asString()
                .startsWith("zip must be a readable zip file, got '" + text + "' (")
                .endsWith("); pack it again");
        assertThatThrownBy(() -> FlinkPythonZip.fromAsset(
                        new Stack(), "Code", TestJar.declaringNothing(folder), PythonFiles.of("main.py")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("zip must be an existing .zip file, got '" + folder.resolve("undeclared.jar")
                        + "'; pack it first, from within its directory: zip -r ../app.zip .");
    }

    @Test
    void aZipInABucketIsTakenAsItIs() {
        Stack stack = new Stack(app(), "Stack");
        IBucket bucket = Bucket.fromBucketName(stack, "Releases", "team-releases");
        FlinkPythonZip zipped = FlinkPythonZip.fromBucket(
                stack, "Code", bucket, "notes/clicks.zip", "v4", PythonFiles.of("clicks/main.py"));
        new FlinkApplication(
                stack,
                "App",
                FlinkApplicationProps.builder(zipped)
                        .lifecycle(Lifecycle.none())
                        .build());

        assertThat(SynthesisedStack.of(stack)
                        .properties("AWS::KinesisAnalyticsV2::Application")
                        .at("/ApplicationConfiguration/ApplicationCodeConfiguration/CodeContent"))
                .isEqualTo(
                        json("{'S3ContentLocation': {'BucketARN': {'Fn::Join': ['', ['arn:', {'Ref': 'AWS::Partition'},"
                                + " ':s3:::team-releases']]}, 'FileKey': 'notes/clicks.zip', 'ObjectVersion': 'v4'}}"));
    }

    @Test
    void aJarIsNoPythonApplication() throws IOException {
        Path jar = TestJar.declaringNothing(folder);

        assertThat(violations(
                        stack -> FlinkJobJar.fromAsset(stack, "Code", jar),
                        builder -> builder.propertyGroup(
                                "kinesis.analytics.flink.run.options", Map.of("python", "main.py"))))
                .containsExactly("property group 'kinesis.analytics.flink.run.options' must be left out with a jar, got"
                        + " it; give a Python application as a FlinkPythonZip");
    }

    private static List<String> violations(
            Function<Stack, FlinkCode> definition, UnaryOperator<FlinkApplicationProps.Builder> options) {
        App app = app();
        Stack stack = new Stack(app, "Stack");
        FlinkApplicationProps.Builder builder =
                FlinkApplicationProps.builder(definition.apply(stack)).lifecycle(Lifecycle.none());
        new FlinkApplication(stack, "App", options.apply(builder).build());
        Throwable error = Assertions.catchThrowable(app::synth);
        assertThat(error).as("synthesis must fail").isNotNull();
        return error.getMessage()
                .lines()
                .skip(1)
                .takeWhile(line -> line.startsWith("  [Stack/App] "))
                .map(line -> line.substring("  [Stack/App] ".length()))
                .toList();
    }

    private static App app() {
        try {
            return new App(AppProps.builder()
                    .outdir(Files.createTempDirectory(folder, "assembly").toString())
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode configuration(String path) {
        return template.properties("AWS::KinesisAnalyticsV2::Application").at("/ApplicationConfiguration" + path);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Path zip(String name, Map<String, byte[]> files) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : files.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return file;
    }
}
