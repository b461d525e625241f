package io.millrace.constructs.lifecycle;

import static java.util.Objects.requireNonNull;

import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication;
import software.amazon.awscdk.services.logs.ILogGroup;

/**
 * The job that a deploy answers for.
 *
 * @param codeKey of the object that the application loads; another code needs another key
 * @param logGroup that the application writes to, where its last exception is looked up
 */
public record JobLifecycleProps(
        CfnApplication application, String codeKey, ILogGroup logGroup, JobStart start, Lifecycle lifecycle) {
    public JobLifecycleProps {
        requireNonNull(application, "application is null");
        requireNonNull(codeKey, "codeKey is null");
        requireNonNull(logGroup, "logGroup is null");
        requireNonNull(start, "start is null");
        requireNonNull(lifecycle, "lifecycle is null");
    }
}
