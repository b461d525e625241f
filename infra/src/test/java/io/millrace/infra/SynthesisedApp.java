package io.millrace.infra;

import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.constructs.testing.SynthesisedStack;
import io.millrace.constructs.testing.TestJar;
import io.millrace.contract.JobDeclaration;
import io.millrace.contract.PortDeclaration;
import io.millrace.contract.SettingDeclaration;
import io.millrace.contract.SettingType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;

/** The app as {@code cdk synth} would make it, with the feature flags of {@code cdk.json} and a jar of no code. */
final class SynthesisedApp {
    private static final SettingDeclaration DRAW_WINDOW =
            new SettingDeclaration("draw.window", SettingType.DURATION, null, false, null, null, null, "a window");

    private static final SettingDeclaration DRAW_KEY =
            new SettingDeclaration("draw.key", SettingType.SECRET, null, false, null, null, null, "a key");

    private final App app;

    SynthesisedApp(Path folder, Map<String, String> environment) throws IOException {
        this(folder, environment, jar(folder));
    }

    SynthesisedApp(Path folder, Map<String, String> environment, Path jar) throws IOException {
        this(folder, Environments.ALL, environment, jar);
    }

    SynthesisedApp(Path folder, List<StageConfig> environments, Map<String, String> variables, Path jar)
            throws IOException {
        app = new App(AppProps.builder()
                .outdir(folder.resolve("assembly").toString())
                .context(flags())
                .build());
        InfraApp.addStages(app, environments, variables, jar);
    }

    /** A jar of no code that declares the jobs as {@link JobApplication} binds them. */
    static Path jar(Path folder) throws IOException {
        return TestJar.declaring(
                folder,
                JobApplication.ALL.stream().map(SynthesisedApp::declaration).collect(toList()));
    }

    private static JobDeclaration declaration(JobApplication job) {
        Set<String> outputs = new TreeSet<>(job.outputs().keySet());
        outputs.add("rejected");
        return new JobDeclaration(
                job.job(),
                job.description(),
                ports(job.inputs().keySet()),
                ports(outputs),
                List.of(DRAW_WINDOW, DRAW_KEY));
    }

    private static List<PortDeclaration> ports(Set<String> names) {
        return names.stream()
                .map(name -> new PortDeclaration(name, "the " + name))
                .collect(toList());
    }

    /** Ids of the stacks of every stage. */
    static List<String> stacks() {
        List<String> ids = new ArrayList<>(List.of("State"));
        JobApplication.ALL.forEach(job -> ids.add(job.id()));
        return ids;
    }

    /** Every template of every stage. */
    List<SynthesisedStack> templates() {
        List<SynthesisedStack> templates = new ArrayList<>();
        for (String stage : stages()) {
            templates.addAll(templates(stage));
        }
        return templates;
    }

    /** Every template of a stage. */
    List<SynthesisedStack> templates(String stage) {
        return stacks().stream().map(id -> template(stage, id)).collect(toList());
    }

    /** Ids of the stages. */
    List<String> stages() {
        return app.getNode().getChildren().stream()
                .filter(Stage::isStage)
                .map(stage -> stage.getNode().getId())
                .collect(toList());
    }

    /** Ids of the stacks that are in no stage. */
    List<String> stacksOutsideStages() {
        return app.getNode().getChildren().stream()
                .filter(Stack::isStack)
                .map(stack -> stack.getNode().getId())
                .collect(toList());
    }

    /** A stack that is in no stage. */
    Stack stack(String id) {
        return (Stack) app.getNode().findChild(id);
    }

    SynthesisedStack template(String id) {
        return SynthesisedStack.of(stack(id));
    }

    /** What the assembly's reader finds of a stage: its stacks, their names and tags. */
    JsonNode manifest(String stage) throws IOException {
        app.synth();
        return new ObjectMapper()
                .readTree(Path.of(app.getOutdir(), "assembly-" + stage, "manifest.json")
                        .toFile());
    }

    Stack stack(String stage, String id) {
        return (Stack) app.getNode().findChild(stage).getNode().findChild(id);
    }

    SynthesisedStack template(String stage, String id) {
        return SynthesisedStack.of(stack(stage, id));
    }

    private static Map<String, Object> flags() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        return mapper.convertValue(
                mapper.readTree(Path.of("..", "cdk.json").toFile()).get("context"), new TypeReference<>() {});
    }
}
