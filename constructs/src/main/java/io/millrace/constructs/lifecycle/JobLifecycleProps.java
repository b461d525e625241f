package io.millrace.constructs.lifecycle;

import static java.util.Objects.requireNonNull;

import io.millrace.contract.lifecycle.RunConfiguration;
import java.util.List;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.constructs.IConstruct;

/**
 * The job that a deploy starts and watches.
 *
 * @param role the role that the job runs as
 * @param permissions what holds the role's permissions: the role, and policies that are attached to it. Those of this stack are
 *     watched, with what else in the stack is attached to the role. A change
 *     of them starts the watch
 * @param codeKey key of the object that the application loads, with {@code ?versionId=} and its version if the application
 *     names one; changed code must have another key
 * @param logGroup the application's log group, which is searched for the job's last exception
 * @param runConfiguration which state the job starts with; a stopped application is not started from a snapshot ARN
 */
public record JobLifecycleProps(
        CfnApplication application,
        IRole role,
        List<? extends IConstruct> permissions,
        String codeKey,
        ILogGroup logGroup,
        RunConfiguration runConfiguration,
        Lifecycle lifecycle) {
    public JobLifecycleProps {
        requireNonNull(application, "application is null");
        requireNonNull(role, "role is null");
        permissions = List.copyOf(permissions);
        requireNonNull(codeKey, "codeKey is null");
        requireNonNull(logGroup, "logGroup is null");
        requireNonNull(runConfiguration, "runConfiguration is null");
        requireNonNull(lifecycle, "lifecycle is null");
    }
}
