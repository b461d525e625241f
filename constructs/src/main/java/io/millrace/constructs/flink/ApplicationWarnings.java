package io.millrace.constructs.flink;

import io.millrace.constructs.access.OwnersPolicy;
import io.millrace.constructs.streams.KinesisSource;
import io.millrace.contract.lifecycle.RunConfiguration;
import java.time.Duration;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;

/** Warnings about choices that are allowed but risky. Each can be acknowledged by its id. */
final class ApplicationWarnings {
    private static final String PREFIX = "@millrace/constructs:";

    private ApplicationWarnings() {}

    static void add(FlinkApplication application, FlinkApplicationProps props) {
        if (!props.runConfiguration().equals(RunConfiguration.latestSnapshot())) {
            warn(
                    application,
                    "runConfiguration",
                    "each update that is deployed from this template applies " + props.runConfiguration()
                            + "; remove it after the deployment that it is meant for");
        }
        if (props.applicationName().isPresent() && props.removalPolicy() == RemovalPolicy.RETAIN) {
            warn(
                    application,
                    "retainedName",
                    "if the deployment that creates the application fails, the application stays and its name is taken:"
                            + " the next deployment fails too; use RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE");
        }
        addNamesOfOtherAccounts(application, props);
        props.maxSnapshotAge().ifPresent(age -> props.bindings().inputs().forEach((name, stream) -> {
            stream.retention()
                    .filter(retention -> retention.compareTo(age) <= 0)
                    .ifPresent(retention -> warn(application, "retention:" + name, retention(name, retention, age)));
        }));
    }

    /**
     * {@code FlinkKinesisConsumer}, which jobs on Flink 1 read with, knows no ARNs; it finds a stream by its name, in the
     * account of its credentials.
     */
    private static void addNamesOfOtherAccounts(FlinkApplication application, FlinkApplicationProps props) {
        if (props.runtime().kinesisSource() != KinesisSource.FLINK_KINESIS_CONSUMER) {
            return;
        }
        String account = Stack.of(application).getAccount();
        props.bindings().inputs().forEach((name, stream) -> {
            String owner = stream.environment().getAccount();
            if (OwnersPolicy.differ(owner, account)) {
                warn(
                        application,
                        "otherAccount:" + name,
                        String.format(
                                "input '%s' is a stream of account %s, which a job on %s looks for by its name in %s;"
                                        + " let the job assume a role of that account, or run it on Flink 2, whose source"
                                        + " takes ARNs",
                                name, owner, props.runtime().id(), account));
            }
        });
    }

    private static String retention(String input, Duration retention, Duration snapshotAge) {
        return String.format(
                "input '%s' keeps records for %d hours, not longer than the %d hours of the oldest snapshot to restore:"
                        + " the job would miss records that have expired; raise the stream's retention",
                input, retention.toHours(), snapshotAge.toHours());
    }

    private static void warn(FlinkApplication application, String id, String text) {
        Annotations.of(application).addWarningV2(PREFIX + id, text);
    }
}
