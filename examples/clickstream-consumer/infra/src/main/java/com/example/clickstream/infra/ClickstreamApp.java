package com.example.clickstream.infra;

import java.nio.file.Path;
import software.amazon.awscdk.App;

/** The CDK app; {@code cdk.json} runs it in the project's folder, after Maven has built the job's jar. */
public final class ClickstreamApp {
    private ClickstreamApp() {}

    public static void main(String[] args) {
        App app = new App();
        new ClickstreamStack(app, "clickstream", Path.of("job/target/clickstream-job.jar"));
        app.synth();
    }
}
