package io.millrace.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.template.GivenValues;
import io.millrace.assembly.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudAssemblyTest {
    private static final String NESTED =
            "{'artifacts': {'%s': {'type': 'cdk:cloud-assembly', 'properties': {'directoryName': 'assembly-%s',"
                    + " 'displayName': '%s'}}}}";
    private static final String STACK = """
            {'artifacts': {'devState1234': {
              'type': 'aws:cloudformation:stack',
              'environment': 'aws://111122223333/eu-west-1',
              'properties': {
                'templateFile': 'state.json', 'stackName': 'shop-dev', 'parameters': {'Size': '3'}
              }
            }}}
            """;

    @TempDir
    private Path directory;

    @Test
    void aStageIsANestedAssemblyByItsDisplayName() {
        new AssemblyFiles(directory)
                .write("manifest.json", NESTED.formatted("assembly-dev", "dev", "dev"))
                .write("assembly-dev/manifest.json", STACK)
                .write("assembly-dev/state.json", "{'Resources': {'A': {'Type': 'AWS::Kinesis::Stream'}}}");

        Stage stage = CloudAssembly.read(directory).stage("dev");

        assertThat(stage.templates()).singleElement().satisfies(template -> {
            assertThat(template.stackName()).isEqualTo("shop-dev");
            assertThat(template.region()).isEqualTo("eu-west-1");
            assertThat(template.parameters()).isEqualTo(Map.of("Size", "3"));
            assertThat(template.logicalIds()).containsExactly("A");
            assertThat(template.type("A")).isEqualTo("AWS::Kinesis::Stream");
        });
    }

    @Test
    void aStackHasItsDependenciesAndItsTerminationProtection() {
        new AssemblyFiles(directory).write("manifest.json", """
                        {'artifacts': {
                          'job': {
                            'type': 'aws:cloudformation:stack',
                            'dependencies': ['state', 'job.assets'],
                            'properties': {'templateFile': 'empty.json', 'terminationProtection': true}
                          },
                          'state': {'type': 'aws:cloudformation:stack', 'properties': {'templateFile': 'empty.json'}}
                        }}
                        """).write("empty.json", "{}");

        List<StackArtifact> stacks =
                CloudAssembly.read(directory).defaultStage().stacks();

        assertThat(stacks).extracting(StackArtifact::id).containsExactly("job", "state");
        assertThat(stacks).extracting(StackArtifact::terminationProtection).containsExactly(true, false);
        assertThat(stacks.get(0).dependencies()).containsExactly("state", "job.assets");
        assertThat(stacks.get(1).dependencies()).isEmpty();
    }

    @Test
    void stagesNestToAnyDepth() {
        new AssemblyFiles(directory)
                .write("manifest.json", NESTED.formatted("assembly-eu", "eu", "eu"))
                .write("assembly-eu/manifest.json", NESTED.formatted("assembly-dev", "dev", "eu/dev"))
                .write("assembly-eu/assembly-dev/manifest.json", STACK)
                .write("assembly-eu/assembly-dev/state.json", "{}");

        assertThat(CloudAssembly.read(directory).stages())
                .extracting(Stage::name)
                .containsExactly("eu/dev");
    }

    @Test
    void anAppWithoutStagesIsItsOwnStage() {
        Path assembly = new AssemblyFiles(directory).oneStack("{}", "a.jar").directory();

        Stage stage = CloudAssembly.read(assembly).defaultStage();

        assertThat(stage.name()).isEqualTo("default");
        assertThat(stage.templates()).extracting(Template::stackName).containsExactly("shop");
        assertThat(stage.templates()).extracting(Template::region).containsExactly("us-east-1");
        assertThat(stage.assets())
                .containsExactly(new FileAsset(assembly.resolve("a.jar"), "assets-000000000000-us-east-1", "hash.jar"));
    }

    @Test
    void theUsualStageOfSeveralIsDev() {
        AssemblyFiles files = twoStages("dev", "prod");

        assertThat(CloudAssembly.read(files.directory()).defaultStage().name()).isEqualTo("dev");
    }

    @Test
    void severalStagesWithoutDevMustBeChosenFrom() {
        AssemblyFiles files = twoStages("blue", "green");

        assertThatThrownBy(() -> CloudAssembly.read(files.directory()).defaultStage())
                .isInstanceOf(AssemblyException.class)
                .hasMessage("%s has several stages; choose one of them: blue, green", directory);
    }

    @Test
    void anUnknownStageIsRefusedWithTheKnownOnes() {
        AssemblyFiles files = twoStages("dev", "prod");

        assertThatThrownBy(() -> CloudAssembly.read(files.directory()).stage("test"))
                .isInstanceOf(AssemblyException.class)
                .hasMessage("%s has no stage 'test' (its stages: dev, prod)", directory);
    }

    @Test
    void aDirectoryWithoutManifestIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> CloudAssembly.read(directory))
                .isInstanceOf(AssemblyException.class)
                .hasMessage("%s is not a cloud assembly: it has no manifest.json; 'cdk synth' writes one", directory);
    }

    @Test
    void anAssemblyWithoutStacksIsRefused() {
        new AssemblyFiles(directory).write("manifest.json", "{'artifacts': {}}");

        assertThatThrownBy(() -> CloudAssembly.read(directory))
                .isInstanceOf(AssemblyException.class)
                .hasMessage("%s has no stacks", directory);
    }

    @Test
    void aDamagedAssemblyIsRefusedWithTheFileAndTheLine() {
        AssemblyFiles files = new AssemblyFiles(directory).write("manifest.json", "{'artifacts':\n {");
        assertRefused("%s must be JSON, but line 2 is damaged; 'cdk synth' writes it again", "manifest.json");

        files.write("manifest.json", "");
        assertRefused("%s must be a JSON object; 'cdk synth' writes it again", "manifest.json");

        files.oneStack("{}", "a.jar").write("shop.template.json", "[]");
        assertRefused("%s must be a JSON object; 'cdk synth' writes it again", "shop.template.json");

        files.write("manifest.json", STACK);
        assertRefused("%s must exist; 'cdk synth' writes it again", "state.json");
    }

    @Test
    void aSchemaVersionThatIsNotKnownIsRefused() {
        for (String version : List.of("55.0.0", "next", "")) {
            new AssemblyFiles(directory)
                    .write("manifest.json", "{'version': '%s', 'artifacts': {}}".formatted(version));

            assertRefused(
                    "%%s must have a schema version up to 54, got '%s'; a newer CDK wrote it: synthesise with an older"
                                    .formatted(version)
                            + " aws-cdk-lib, or update Millrace",
                    "manifest.json");
        }
    }

    @Test
    void givenValuesAreReadFromTheFileBesideTheAssembly() throws IOException {
        Path assembly = Files.createDirectory(directory.resolve("cdk.out"));
        assertThat(GivenValuesFile.of(assembly)).isEqualTo(GivenValues.NONE);
        Path jar = Files.writeString(directory.resolve("job.jar"), "a jar");
        AssemblyFiles files = new AssemblyFiles(directory).write(GivenValuesFile.NAME, """
                        {'parameters': {'Size': 3}, 'ssm': {'/a': 'b'}, 'objects': {'s3://b/k': 'job.jar'},
                         'unknown': 'x'}
                        """);

        assertThat(GivenValuesFile.of(assembly))
                .isEqualTo(new GivenValues(
                        Map.of("Size", "3"),
                        Map.of("/a", "b"),
                        Map.of(),
                        Map.of(),
                        Map.of("s3://b/k", jar),
                        Map.of(),
                        Map.of(),
                        Optional.of("x")));

        files.write(GivenValuesFile.NAME, "{'parameter': {}, 'secrets': {'k': 'gone.txt'}, 'ssm': {'a': []}}");
        assertThatThrownBy(() -> GivenValuesFile.of(assembly))
                .isInstanceOf(AssemblyException.class)
                .hasMessage(
                        "%s: must have no keys but parameters, ssm, secrets, imports, objects, jars, endpoints, unknown,"
                                + " got 'parameter'; ssm.a must be a text, got []; secrets.k must be a file, got 'gone.txt'",
                        directory.resolve(GivenValuesFile.NAME));
    }

    @Test
    void theFileOfGivenValuesIsTheOneOfTheProject() {
        new AssemblyFiles(directory)
                .write("shop/cdk.json", "{}")
                .write("shop/millrace.local.json", "{'unknown': 'project'}")
                .write("shop/build/millrace.local.json", "{'unknown': 'beside'}")
                .write("millrace.local.json", "{'unknown': 'above'}");

        assertThat(GivenValuesFile.of(directory.resolve("shop/out/cdk.out")).unknown())
                .contains("project");
        assertThat(GivenValuesFile.of(directory.resolve("shop/cdk.out/assembly-dev"))
                        .unknown())
                .contains("project");
        assertThat(GivenValuesFile.of(directory.resolve("shop/build/cdk.out")).unknown())
                .contains("beside");
        assertThat(GivenValuesFile.of(directory.resolve("other/deep/cdk.out")).unknown())
                .as("no project is above")
                .isEmpty();
    }

    private void assertRefused(String message, String file) {
        assertThatThrownBy(() -> CloudAssembly.read(directory))
                .isInstanceOf(AssemblyException.class)
                .hasMessage(message.formatted(directory.resolve(file)));
    }

    private AssemblyFiles twoStages(String first, String second) {
        AssemblyFiles files = new AssemblyFiles(directory).write("manifest.json", """
                        {'artifacts': {
                          '1': {'type': 'cdk:cloud-assembly', 'properties': {'directoryName': '%s'}},
                          '2': {'type': 'cdk:cloud-assembly', 'properties': {'directoryName': '%s'}}
                        }}
                        """.formatted(first, second));
        for (String name : new String[] {first, second}) {
            files.write(name + "/manifest.json", STACK).write(name + "/state.json", "{}");
        }
        return files;
    }
}
