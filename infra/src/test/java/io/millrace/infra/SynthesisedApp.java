package io.millrace.infra;

import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.core.type.TypeReference;
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

/** The app as {@code cdk synth} would make it, with the feature flags of {@code cdk.json} and a jar of no code. */
final class SynthesisedApp {
    private static final SettingDeclaration DRAW_WINDOW =
            new SettingDeclaration("draw.window", SettingType.DURATION, null, false, null, null, null, "a window");

    private final App app;

    SynthesisedApp(Path folder, Map<String, String> environment) throws IOException {
        this(folder, environment, jar(folder));
    }

    SynthesisedApp(Path folder, Map<String, String> environment, Path jar) throws IOException {
        app = new App(AppProps.builder()
                .outdir(folder.resolve("assembly").toString())
                .context(flags())
                .build());
        InfraApp.addStages(app, environment, jar);
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
                job.job(), job.description(), ports(job.inputs().keySet()), ports(outputs), List.of(DRAW_WINDOW));
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

    /** Every template of both stages. */
    List<SynthesisedStack> templates() {
        List<SynthesisedStack> templates = new ArrayList<>();
        for (String stage : List.of("dev", "prod")) {
            stacks().forEach(id -> templates.add(template(stage, id)));
        }
        return templates;
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
