package com.example.totals.infra;

import java.nio.file.Path;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;

/** The CDK app. */
public final class TotalsApp {
    private static final StackProps PROPS = StackProps.builder()
            .env(Environment.builder().account("111122223333").region("eu-west-1").build())
            .build();

    private TotalsApp() {}

    public static void main(String[] args) {
        App app = new App();
        new TotalsStack(app, "totals", PROPS, Path.of("../job/target/job.jar"));
        app.synth();
    }
}
