package io.millrace.constructs.flink;

import io.millrace.constructs.flink.binding.Delivery;
import io.millrace.constructs.flink.binding.JobBindings;
import io.millrace.constructs.flink.jar.FlinkPythonZip;
import io.millrace.contract.Contract;
import io.millrace.contract.ContractCheck;
import io.millrace.contract.KinesisKeys;
import io.millrace.contract.service.PythonRunOptions;
import io.millrace.contract.service.ServiceLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Token;

/** Everything that the service or the jar would refuse about an application. */
final class ApplicationViolations {
    private ApplicationViolations() {}

    /** @param tags the application's tags, including those of its stack */
    static List<String> of(
            FlinkApplication application, ApplicationRole role, @Nullable VpcAttachment vpc, Map<String, String> tags) {
        FlinkApplicationProps props = application.props();
        List<String> violations = new ArrayList<>();
        violations.addAll(limits(props, tags));
        violations.addAll(runOptionsOfJar(props));
        violations.addAll(props.code().violations(props.runtime().id()));
        violations.addAll(props.snapshots().violations(props.runtime(), props.runConfiguration()));
        if (vpc != null) {
            violations.addAll(vpc.violations());
        }
        violations.addAll(role.violations());
        props.encryptionKey().map(StateEncryption::violations).ifPresent(violations::addAll);
        violations.addAll(ApplicationLogs.violations(application, props));
        violations.addAll(props.bindings().violations());
        violations.addAll(topics(props));
        props.code().contract().ifPresent(contract -> violations.addAll(declaration(contract, props)));
        return violations;
    }

    /** The group belongs to {@link FlinkPythonZip}, whose files are checked. */
    private static List<String> runOptionsOfJar(FlinkApplicationProps props) {
        if (props.code().propertyGroups().containsKey(PythonRunOptions.GROUP)
                || !props.bindings().propertyGroups().containsKey(PythonRunOptions.GROUP)) {
            return List.of();
        }
        return List.of(String.format(
                "property group '%s' must be left out with a jar, got it; give a Python application as a FlinkPythonZip",
                PythonRunOptions.GROUP));
    }

    /** A jar for the other source would be reported once for each key of each binding: it is reported once instead. */
    private static List<String> declaration(Contract contract, FlinkApplicationProps props) {
        Map<String, Map<String, String>> groups = props.bindings().propertyGroups();
        boolean bindsByArn = groups.values().stream().anyMatch(group -> group.containsKey(KinesisKeys.STREAM_ARN));
        if (!bindsByArn || knowsArns(contract)) {
            return ContractCheck.violations(contract, groups, Token::isUnresolved);
        }
        List<String> violations = new ArrayList<>();
        violations.add(String.format(
                "a jar on %s must declare '%s' for its connector '%s', got one that declares only the keys of Flink 1; build"
                        + " it for Flink 2 or use %s",
                props.runtime().id(), KinesisKeys.STREAM_ARN, KinesisKeys.CONNECTOR, FlinkRuntime.FLINK_1_20.id()));
        Map<String, Map<String, String>> ofFlink1 = new TreeMap<>();
        groups.forEach((id, group) -> ofFlink1.put(id, withKeysOfFlink1(group)));
        violations.addAll(ContractCheck.violations(contract, ofFlink1, Token::isUnresolved));
        return violations;
    }

    private static boolean knowsArns(Contract contract) {
        return contract.connectors().stream()
                .filter(connector -> connector.name().equals(KinesisKeys.CONNECTOR))
                .allMatch(connector -> connector.input().stream()
                        .anyMatch(setting -> setting.key().equals(KinesisKeys.STREAM_ARN)));
    }

    private static Map<String, String> withKeysOfFlink1(Map<String, String> group) {
        Map<String, String> keys = new TreeMap<>(group);
        keys.keySet().removeIf(key -> key.startsWith("source."));
        String arn = keys.remove(KinesisKeys.STREAM_ARN);
        if (arn != null) {
            keys.put(KinesisKeys.STREAM_NAME, arn);
        }
        return keys;
    }

    private static List<String> limits(FlinkApplicationProps props, Map<String, String> tags) {
        ServiceLimits limits = new ServiceLimits(Token::isUnresolved);
        limits.runtime(props.runtime().id());
        props.applicationName().ifPresent(limits::name);
        props.description().ifPresent(limits::description);
        props.code().sizeBytes().ifPresent(limits::code);
        Capacity capacity = props.capacity();
        limits.capacity(capacity.parallelism(), capacity.parallelismPerKpu(), props.quotas());
        limits.checkpointing(
                props.checkpointing().interval(), props.checkpointing().minPause());
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
                if (!topic.cluster().hasPublicAccess()
                        && !Token.isUnresolved(topic.cluster().bootstrapServers())) {
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
