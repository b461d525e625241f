package ${package}.infra;

import java.nio.file.Path;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stage;

/** The CDK app; {@code cdk.json} runs it in the project's directory, after Maven has built the job's jar. */
public final class InfraApp {
    private InfraApp() {}

    public static void main(String[] args) {
        synthesise(new App(), Path.of("job/target/job.jar"));
    }

    /** Writes the cloud assembly, and returns its directory. */
    static Path synthesise(App app, Path jar) {
        for (StageConfig config : StageConfig.ALL) {
            new ClicksStack(new Stage(app, config.name()), "${artifactId}", config, jar);
        }
        return Path.of(app.synth().getDirectory());
    }
}
