package io.millrace.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.template.Template;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
