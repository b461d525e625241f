package com.example.clickstream.infra;

import java.nio.file.Path;
import software.amazon.awscdk.App;

/** The CDK app; {@code cdk.json} runs it in the project's folder, after Maven has built the job's jar. */
public final class ClickstreamApp {
    private ClickstreamApp() {}

    public static void main(String[] args) {
        synthesise(new App(), Path.of("job/target/clickstream-job.jar"));
    }

    /** Writes the cloud assembly, and says where it is. */
    static Path synthesise(App app, Path jar) {
        new ClickstreamStack(app, "clickstream", jar);
        return Path.of(app.synth().getDirectory());
    }
}
