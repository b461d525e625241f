package io.millrace.contract.lifecycle;

import java.util.List;

/** The properties of the custom resource. CloudFormation passes their values on as strings. */
public final class LifecycleProperties {
    public static final String RESOURCE_TYPE = "Custom::MillraceJobLifecycle";

    public static final String APPLICATION_NAME = "ApplicationName";
    public static final String LOG_GROUP_NAME = "LogGroupName";

    /** Key of the object that holds the code. */
    public static final String CODE_KEY = "CodeKey";

    public static final String RUNTIME_ENVIRONMENT = "RuntimeEnvironment";

    /** Digest of what the template says of the application's configuration. */
    public static final String CONFIGURATION_HASH = "ConfigurationHash";

    /** What only a deploy knows of the application's configuration, such as the name of a stream. */
    public static final String CONFIGURATION_REFERENCES = "ConfigurationReferences";

    /** ARN of the role that the job runs as. */
    public static final String ROLE_ARN = "RoleArn";

    /** Digest of what the template permits that role; empty for a role of another stack. */
    public static final String PERMISSIONS_HASH = "PermissionsHash";

    /** What only a deploy knows of those permissions, such as the ARN of a stream. */
    public static final String PERMISSIONS_REFERENCES = "PermissionsReferences";

    /** A constant of {@link RunConfiguration.RestoreType}. */
    public static final String RESTORE_TYPE = "RestoreType";

    public static final String SNAPSHOT_NAME = "SnapshotName";
    public static final String SNAPSHOT_ARN = "SnapshotArn";
    public static final String ALLOW_NON_RESTORED_STATE = "AllowNonRestoredState";

    /** How long the job must run without a restart. */
    public static final String VERIFY_SECONDS = "VerifySeconds";

    /** How often the job may restart before that time begins. */
    public static final String MAX_RESTARTS = "MaxRestarts";

    public static final String TIMEOUT_SECONDS = "TimeoutSeconds";

    /** How many snapshots of the application a successful deploy leaves. */
    public static final String SNAPSHOTS_KEPT = "SnapshotsKept";

    /** A constant of {@link io.millrace.contract.lifecycle.StopMode}. */
    public static final String STOP_MODE = "StopMode";

    /** What the service shows of the code that it runs. */
    public static final List<String> OF_CODE = List.of(CODE_KEY, RUNTIME_ENVIRONMENT);

    /**
     * A change of one of these is a new version of the application, which the service can roll back, unless the application
     * has it already: another release of the constructs may compute another digest, and scaling may have set a parallelism
     * before. A change of the role's permissions is none.
     */
    public static final List<String> OF_JOB = List.of(
            APPLICATION_NAME, CODE_KEY, RUNTIME_ENVIRONMENT, CONFIGURATION_HASH, CONFIGURATION_REFERENCES, ROLE_ARN);

    /** The properties of a {@link RunConfiguration}. */
    public static final List<String> OF_RUN_CONFIGURATION =
            List.of(RESTORE_TYPE, SNAPSHOT_NAME, SNAPSHOT_ARN, ALLOW_NON_RESTORED_STATE);

    private LifecycleProperties() {}
}
