package io.millrace.infra;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.constructs.testing.SynthesisedStack;
import io.millrace.constructs.testing.TestJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;

/** The app as {@code cdk synth} would make it, with the feature flags of {@code cdk.json} and a jar of no code. */
final class SynthesisedApp {
    private final App app;

    SynthesisedApp(Path folder, Map<String, String> environment) throws IOException {
        this(folder, environment, TestJar.declaringLottery(folder));
    }

    SynthesisedApp(Path folder, Map<String, String> environment, Path jar) throws IOException {
        app = new App(AppProps.builder()
                .outdir(folder.resolve("assembly").toString())
                .context(flags())
                .build());
        InfraApp.addStages(app, environment, jar);
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
