package io.millrace.constructs.lifecycle;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.IAnyProducer;
import software.amazon.awscdk.IResolveContext;
import software.amazon.awscdk.Lazy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication;
import software.constructs.Construct;

/**
 * Has a deploy start a job, watch it, and fail with the job's own last exception when it is not healthy. It does so
 * whenever anything changes that the job runs with: code, runtime, configuration, run configuration.
 *
 * <p>{@code FlinkApplication} has one already; this is for an application that was made otherwise. What else must be there
 * before the job starts belongs into its dependencies.
 */
public final class JobLifecycle extends Construct implements IGrantable {
    private final LifecycleProvider provider;

    /** @throws IllegalArgumentException when the lifecycle is {@link Lifecycle#none} */
    public JobLifecycle(Construct scope, String id, JobLifecycleProps props) {
        super(scope, id);
        Lifecycle lifecycle = requireNonNull(props, "props is null").lifecycle();
        if (lifecycle.verification() == Lifecycle.Verification.OFF) {
            throw new IllegalArgumentException("lifecycle must not be none(); leave the construct out");
        }
        this.provider = LifecycleProvider.of(Stack.of(this));
        CfnApplication application = props.application();
        grant(
                applicationArn(application),
                "kinesisanalytics:DescribeApplication",
                "kinesisanalytics:DescribeApplicationOperation",
                "kinesisanalytics:ListApplicationOperations",
                "kinesisanalytics:RollbackApplication",
                "kinesisanalytics:StartApplication",
                "kinesisanalytics:StopApplication",
                "kinesisanalytics:UpdateApplication");
        grant(props.logGroup().getLogGroupArn(), "logs:FilterLogEvents");
        CustomResource.Builder.create(this, "Resource")
                .resourceType("Custom::MillraceJobLifecycle")
                .serviceToken(provider.serviceToken())
                .properties(properties(props))
                .build()
                .getNode()
                .addDependency(application);
        getNode().addValidation(lifecycle::mistakes);
    }

    /** The function that operates the application. */
    @Override
    public IPrincipal getGrantPrincipal() {
        return provider.operator();
    }

    private static Map<String, Object> properties(JobLifecycleProps props) {
        CfnApplication application = props.application();
        JobStart start = props.start();
        Lifecycle lifecycle = props.lifecycle();
        Map<String, Object> properties = new HashMap<>();
        properties.put("ApplicationName", application.getRef());
        properties.put("LogGroupName", props.logGroup().getLogGroupName());
        properties.put("CodeKey", props.codeKey());
        properties.put("RuntimeEnvironment", application.getRuntimeEnvironment());
        properties.put("ConfigurationHash", ofConfiguration(application, Fingerprint::hash));
        properties.put("ConfigurationReferences", ofConfiguration(application, Fingerprint::references));
        properties.put("RestoreType", start.restoreType());
        properties.put("SnapshotName", start.snapshotName().orElse(""));
        properties.put("SnapshotArn", start.snapshotArn().orElse(""));
        properties.put("AllowNonRestoredState", Boolean.toString(start.allowNonRestoredState()));
        properties.put("VerifySeconds", Long.toString(lifecycle.verifyFor().toSeconds()));
        properties.put("TimeoutSeconds", Long.toString(lifecycle.timeout().toSeconds()));
        properties.put("StopMode", lifecycle.stopMode().name());
        return properties;
    }

    /** A value that is made of the configuration as it ends up in the template. */
    private static Object ofConfiguration(CfnApplication application, Function<Object, Object> value) {
        return Lazy.uncachedAny(new IAnyProducer() {
            @Override
            public Object produce(IResolveContext context) {
                return value.apply(context.resolve(requireNonNull(
                        application.getApplicationConfiguration(), "the application has no configuration")));
            }
        });
    }

    private String applicationArn(CfnApplication application) {
        return Stack.of(this)
                .formatArn(ArnComponents.builder()
                        .service("kinesisanalytics")
                        .resource("application")
                        .resourceName(application.getRef())
                        .build());
    }

    private void grant(String resourceArn, String... actions) {
        Grant.addToPrincipal(GrantOnPrincipalOptions.builder()
                .grantee(this)
                .actions(List.of(actions))
                .resourceArns(List.of(resourceArn))
                .build());
    }
}
