package io.millrace.constructs.flink;

import io.millrace.constructs.flink.binding.Delivery;
import io.millrace.constructs.flink.binding.JobBindings;
import io.millrace.contract.ContractCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Token;

/** Everything that the service or the jar would refuse about an application. */
final class ApplicationViolations {
    private ApplicationViolations() {}

    /** @param tags the application's tags, including those of its stack */
    static List<String> of(FlinkApplicationProps props, @Nullable VpcAttachment vpc, Map<String, String> tags) {
        List<String> violations = new ArrayList<>();
        props.runtime().violation().ifPresent(violations::add);
        violations.addAll(limits(props, tags));
        violations.addAll(props.snapshots().violations(props.runtime(), props.runConfiguration()));
        if (vpc != null) {
            violations.addAll(vpc.violations());
        }
        violations.addAll(props.bindings().violations());
        violations.addAll(topics(props));
        props.jar()
                .contract()
                .ifPresent(contract -> violations.addAll(
                        ContractCheck.violations(contract, props.bindings().propertyGroups(), Token::isUnresolved)));
        return violations;
    }

    private static List<String> limits(FlinkApplicationProps props, Map<String, String> tags) {
        ServiceLimits limits = new ServiceLimits(Token::isUnresolved);
        props.applicationName().ifPresent(limits::name);
        props.description().ifPresent(limits::description);
        limits.jar(props.jar().sizeBytes());
        limits.capacity(props.capacity(), props.quotas());
        limits.checkpointing(props.checkpointing());
        props.maintenanceWindow().ifPresent(limits::maintenanceWindow);
        limits.tags(tags);
        limits.groups(props.bindings().propertyGroups());
        props.runConfiguration().snapshotName().ifPresent(limits::snapshotName);
        props.runConfiguration().snapshotArn().ifPresent(limits::snapshotArn);
        return limits.violations();
    }

    private static List<String> topics(FlinkApplicationProps props) {
        JobBindings bindings = props.bindings();
        List<String> violations = new ArrayList<>();
        if (props.applicationName().isEmpty() && !bindings.topics().isEmpty()) {
            violations.add("an application with topics must have a name, which its consumer groups and transactions are"
                    + " named after, got none; set applicationName");
        }
        if (props.vpc().isEmpty()) {
            bindings.topics().forEach((name, topic) -> {
                if (!topic.cluster().hasPublicAccess()) {
                    violations.add(String.format(
                            "'%s' must be reached from within its cluster's VPC, got an application without a VPC; set a"
                                    + " VpcConfiguration",
                            name));
                }
            });
        }
        if (props.checkpointing().state() == Checkpointing.State.DISABLED) {
            bindings.topicOutputs().forEach((name, output) -> {
                if (output.delivery() == Delivery.EXACTLY_ONCE) {
                    violations.add(String.format(
                            "output '%s' must have checkpoints for exactly-once delivery, got none; enable them or use"
                                    + " Delivery.AT_LEAST_ONCE",
                            name));
                }
            });
        }
        return violations;
    }
}
