package io.millrace.constructs.flink;

import io.millrace.constructs.access.OwnersPolicy;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.KinesisSource;
import io.millrace.contract.lifecycle.RunConfiguration;
import java.time.Duration;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;

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
        addUnknownBrokers(application, props);
        props.maxSnapshotAge().ifPresent(age -> props.bindings().inputs().forEach((name, stream) -> {
            stream.retention()
                    .filter(retention -> retention.compareTo(age) <= 0)
                    .ifPresent(retention -> warn(application, "retention:" + name, retention(name, retention, age)));
        }));
    }

    /**
     * The connectors of jobs on Flink 1 find a stream by its name, in the account of their credentials: {@code
     * FlinkKinesisConsumer} knows no ARNs, and {@code KinesisStreamsSink} is given a name.
     */
    private static void addNamesOfOtherAccounts(FlinkApplication application, FlinkApplicationProps props) {
        if (props.runtime().kinesisSource() == KinesisSource.FLINK_KINESIS_CONSUMER) {
            props.bindings()
                    .inputs()
                    .forEach((name, stream) -> addNameOfOtherAccount(application, "input", name, stream));
            props.bindings()
                    .outputs()
                    .forEach((name, stream) -> addNameOfOtherAccount(application, "output", name, stream));
        }
    }

    private static void addNameOfOtherAccount(
            FlinkApplication application, String direction, String name, EventStream stream) {
        String account = Stack.of(application).getAccount();
        String owner = stream.environment().getAccount();
        if (OwnersPolicy.differ(owner, account)) {
            warn(
                    application,
                    "otherAccount:" + name,
                    String.format(
                            "%s '%s' is a stream of account %s, which a job on %s looks for by its name in %s;"
                                    + " let the job assume a role of that account, or run it on Flink 2, whose connector"
                                    + " takes ARNs",
                            direction, name, owner, application.runtime().id(), account));
        }
    }

    /** Brokers that may be public are not refused. */
    private static void addUnknownBrokers(FlinkApplication application, FlinkApplicationProps props) {
        if (props.vpc().isPresent()) {
            return;
        }
        props.bindings().topics().forEach((name, topic) -> {
            if (Token.isUnresolved(topic.cluster().bootstrapServers())) {
                warn(
                        application,
                        "brokers:" + name,
                        String.format(
                                "'%s' has brokers that only the deploy knows; unless they are public, on port 9198, the"
                                        + " application must be in their VPC: set a VpcConfiguration",
                                name));
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
