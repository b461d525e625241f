package io.millrace.constructs.lifecycle;

import static java.util.Objects.requireNonNull;

import io.millrace.contract.lifecycle.LifecycleProperties;
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
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication;
import software.constructs.Construct;

/**
 * Makes a deploy start a job, watch it, and fail with the job's last exception when the job is not healthy. It does so
 * whenever the job's code, runtime, configuration, run configuration, role or permissions change.
 *
 * <p>{@code FlinkApplication} includes one; use this construct for an application that is defined in another way. Add
 * everything that must exist before the job starts to its dependencies.
 */
public final class JobLifecycle extends Construct implements IGrantable {
    private final Policy policy;
    private final Map<String, Object> overrides = new HashMap<>();

    /** @throws IllegalArgumentException when the lifecycle is {@link Lifecycle#none} */
    public JobLifecycle(Construct scope, String id, JobLifecycleProps props) {
        super(scope, id);
        Lifecycle lifecycle = requireNonNull(props, "props is null").lifecycle();
        if (lifecycle.verification() == Lifecycle.Verification.OFF) {
            throw new IllegalArgumentException("lifecycle must verify the job, got none(); leave the construct out");
        }
        LifecycleProvider provider = LifecycleProvider.of(Stack.of(this));
        CfnApplication application = props.application();
        // A policy of its own, which CloudFormation deletes after the custom resource: in a statement of a shared
        // policy, an
        // application that is removed or renamed would no longer be there when its job has to be stopped.
        this.policy = new Policy(this, "Operate" + suffix(application));
        provider.permit(policy);
        grant(
                applicationArn(application),
                "kinesisanalytics:DeleteApplicationSnapshot",
                "kinesisanalytics:DescribeApplication",
                "kinesisanalytics:DescribeApplicationOperation",
                "kinesisanalytics:ListApplicationOperations",
                "kinesisanalytics:ListApplicationSnapshots",
                "kinesisanalytics:RollbackApplication",
                "kinesisanalytics:StartApplication",
                "kinesisanalytics:StopApplication",
                "kinesisanalytics:UpdateApplication");
        grant(props.logGroup().getLogGroupArn(), "logs:FilterLogEvents");
        CustomResource.Builder.create(this, "Resource")
                .resourceType(LifecycleProperties.RESOURCE_TYPE)
                .serviceToken(provider.serviceToken())
                .properties(properties(props))
                .build()
                .getNode()
                .addDependency(application, policy);
        getNode().addValidation(lifecycle::violations);
    }

    /**
     * Starts the watch also when this property of the application changes, which you override: the application's configuration
     * does not have the value. {@code FlinkApplication.addPropertyOverride} does both.
     *
     * @param path as in {@code CfnResource.addPropertyOverride}
     */
    public void watchOverride(String path, Object value) {
        overrides.put(requireNonNull(path, "path is null"), requireNonNull(value, "value is null"));
    }

    /** The function that operates the application. */
    @Override
    public IPrincipal getGrantPrincipal() {
        return policy.getGrantPrincipal();
    }

    /** A renamed application gets another policy; that of its old name is deleted after its job is stopped. */
    private static String suffix(CfnApplication application) {
        String name = application.getApplicationName();
        return name == null || Token.isUnresolved(name)
                ? ""
                : Fingerprint.hash(name).substring(0, 8);
    }

    private Map<String, Object> properties(JobLifecycleProps props) {
        CfnApplication application = props.application();
        Lifecycle lifecycle = props.lifecycle();
        Map<String, Object> properties = new HashMap<>();
        properties.put(LifecycleProperties.APPLICATION_NAME, application.getRef());
        properties.put(LifecycleProperties.LOG_GROUP_NAME, props.logGroup().getLogGroupName());
        properties.put(LifecycleProperties.CODE_KEY, props.codeKey());
        properties.put(LifecycleProperties.RUNTIME_ENVIRONMENT, application.getRuntimeEnvironment());
        properties.put(LifecycleProperties.CONFIGURATION_HASH, ofConfiguration(application, Fingerprint::hash));
        properties.put(
                LifecycleProperties.CONFIGURATION_REFERENCES, ofConfiguration(application, Fingerprint::references));
        properties.put(LifecycleProperties.ROLE_ARN, props.role().getRoleArn());
        properties.put(LifecycleProperties.PERMISSIONS_HASH, ofPermissions(props, Fingerprint::hash));
        properties.put(LifecycleProperties.PERMISSIONS_REFERENCES, ofPermissions(props, Fingerprint::references));
        properties.putAll(props.runConfiguration().toProperties());
        properties.put(
                LifecycleProperties.VERIFY_SECONDS,
                Long.toString(lifecycle.verifyFor().toSeconds()));
        properties.put(LifecycleProperties.MAX_RESTARTS, Integer.toString(lifecycle.maxRestarts()));
        properties.put(LifecycleProperties.SNAPSHOTS_KEPT, Integer.toString(lifecycle.snapshotsKept()));
        properties.put(
                LifecycleProperties.TIMEOUT_SECONDS,
                Long.toString(lifecycle.timeout().toSeconds()));
        properties.put(LifecycleProperties.STOP_MODE, lifecycle.stopMode().name());
        return properties;
    }

    /** A value that is computed from the configuration as it ends up in the template. */
    private Object ofConfiguration(CfnApplication application, Function<Object, Object> value) {
        return Lazy.uncachedAny(new IAnyProducer() {
            @Override
            public Object produce(IResolveContext context) {
                Object configuration = requireNonNull(
                        application.getApplicationConfiguration(), "the application has no configuration");
                return value.apply(
                        context.resolve(overrides.isEmpty() ? configuration : List.of(configuration, overrides)));
            }
        });
    }

    /** A value that is computed from what the template permits a role. */
    private Object ofPermissions(JobLifecycleProps props, Function<Object, Object> value) {
        return Lazy.uncachedAny(new IAnyProducer() {
            @Override
            public Object produce(IResolveContext context) {
                return value.apply(new RolePermissions(Stack.of(JobLifecycle.this), context).of(props));
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
