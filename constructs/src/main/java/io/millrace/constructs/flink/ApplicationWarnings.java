package io.millrace.constructs.flink;

import java.time.Duration;
import software.amazon.awscdk.Annotations;

/** What an application may do, and whoever deploys it should know. Each warning can be acknowledged by its id. */
final class ApplicationWarnings {
    private static final String PREFIX = "@millrace/constructs:";

    private ApplicationWarnings() {}

    static void add(FlinkApplication application, FlinkApplicationBuilder options) {
        Annotations annotations = Annotations.of(application);
        if (!options.runConfiguration.isDefault()) {
            annotations.addWarningV2(
                    PREFIX + "runConfiguration",
                    "each update that is deployed from this template applies " + options.runConfiguration
                            + "; take it out after the deployment that it is for");
        }
        Duration age = options.maxSnapshotAge;
        if (age == null) {
            return;
        }
        options.bindings.inputs().forEach((name, stream) -> {
            if (stream.retention().compareTo(age) <= 0) {
                annotations.addWarningV2(
                        PREFIX + "retention:" + name,
                        String.format(
                                "input '%s' keeps records for %d hours, no longer than the %d hours of the oldest"
                                        + " snapshot to restore: the job would miss what is dropped by then; raise the"
                                        + " stream's retention",
                                name, stream.retention().toHours(), age.toHours()));
            }
        });
    }

    /** For a key whose policy CDK does not write. */
    static void addKeyPolicy(FlinkApplication application) {
        Annotations.of(application)
                .addWarningV2(
                        PREFIX + "keyPolicy",
                        "the key's policy is not part of this app; it must let kinesisanalytics.amazonaws.com and"
                                + " infrastructure.kinesisanalytics.amazonaws.com use the key, or the service refuses"
                                + " the application");
    }
}
