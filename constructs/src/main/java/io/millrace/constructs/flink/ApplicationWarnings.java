package io.millrace.constructs.flink;

import io.millrace.contract.lifecycle.RunConfiguration;
import java.time.Duration;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.RemovalPolicy;

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
        props.maxSnapshotAge().ifPresent(age -> props.bindings().inputs().forEach((name, stream) -> {
            if (stream.retention().compareTo(age) <= 0) {
                warn(application, "retention:" + name, retention(name, stream.retention(), age));
            }
        }));
    }

    /** For a key whose policy CDK does not manage. */
    static void addKeyPolicy(FlinkApplication application) {
        warn(
                application,
                "keyPolicy",
                "the key's policy is not part of this app; it must let kinesisanalytics.amazonaws.com and"
                        + " infrastructure.kinesisanalytics.amazonaws.com use the key, or the service refuses the"
                        + " application");
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
