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

    /** A constant of {@link RunConfiguration.RestoreType}. */
    public static final String RESTORE_TYPE = "RestoreType";

    public static final String SNAPSHOT_NAME = "SnapshotName";
    public static final String SNAPSHOT_ARN = "SnapshotArn";
    public static final String ALLOW_NON_RESTORED_STATE = "AllowNonRestoredState";

    /** How long the job must run without a restart. */
    public static final String VERIFY_SECONDS = "VerifySeconds";

    public static final String TIMEOUT_SECONDS = "TimeoutSeconds";

    /** A constant of {@link io.millrace.contract.lifecycle.StopMode}. */
    public static final String STOP_MODE = "StopMode";

    /** A change of one of these is a change of the job. */
    public static final List<String> OF_JOB =
            List.of(APPLICATION_NAME, CODE_KEY, RUNTIME_ENVIRONMENT, CONFIGURATION_HASH, CONFIGURATION_REFERENCES);

    /** The properties of a {@link RunConfiguration}. */
    public static final List<String> OF_RUN_CONFIGURATION =
            List.of(RESTORE_TYPE, SNAPSHOT_NAME, SNAPSHOT_ARN, ALLOW_NON_RESTORED_STATE);

    private LifecycleProperties() {}
}
