package com.example.imported;

import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;

/** The CDK app. With the account and the region, synthesis knows which streams are those of others. */
public final class BillingApp {
    private static final StackProps PROPS = StackProps.builder()
            .env(Environment.builder().account("111122223333").region("eu-west-1").build())
            .build();

    private BillingApp() {}

    public static void main(String[] args) {
        App app = new App();
        new BillingStack(app, "billing", PROPS);
        app.synth();
    }
}
