package io.millrace.contract;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks an application's property groups against what the jar declares. Synthesis and the start of the job use this
 * check, so both refuse the same groups with the same message.
 */
public final class ContractCheck {
    private final Contract contract;
    private final Predicate<String> unresolved;
    private final List<String> violations = new ArrayList<>();

    private ContractCheck(Contract contract, Predicate<String> unresolved) {
        this.contract = requireNonNull(contract, "contract is null");
        this.unresolved = requireNonNull(unresolved, "unresolved is null");
    }

    /**
     * Lists every violation.
     *
     * @param groups property groups: group id to key to value
     * @param unresolved whether a value is not known yet (a CDK token), so that it cannot be checked
     * @return one message for each violation; empty when the job would start
     */
    public static List<String> violations(
            Contract contract, Map<String, Map<String, String>> groups, Predicate<String> unresolved) {
        ContractCheck check = new ContractCheck(contract, unresolved);
        check.groups(new TreeMap<>(groups));
        return List.copyOf(check.violations);
    }

    private void groups(Map<String, Map<String, String>> groups) {
        Map<String, String> jobGroup = groups.get(Contract.JOB_GROUP);
        if (jobGroup == null) {
            violations.add(String.format(
                    "property group '%s' is missing; its key '%s' names the job to run (%s)",
                    Contract.JOB_GROUP, Contract.JOB_NAME, jobNames()));
            return;
        }
        String name = jobGroup.get(Contract.JOB_NAME);
        if (name == null) {
            violations.add(String.format(
                    "property group '%s' has no '%s'; it names the job to run (%s)",
                    Contract.JOB_GROUP, Contract.JOB_NAME, jobNames()));
            return;
        }
        Optional<JobDeclaration> job = contract.job(name);
        if (job.isEmpty()) {
            violations.add(String.format(
                    "unknown job '%s'%s (%s)",
                    name, Nearest.hint(name, contract.jobs().stream().map(JobDeclaration::name)), jobNames()));
            return;
        }
        job(job.get(), groups, jobGroup);
    }

    private void job(JobDeclaration job, Map<String, Map<String, String>> groups, Map<String, String> jobGroup) {
        Map<String, String> settings = new TreeMap<>(jobGroup);
        settings.remove(Contract.JOB_NAME);
        keys(Contract.JOB_GROUP, settings, job.settings(), List.of());

        job.inputs().forEach(input -> port("input", input, groups.get(input.name()), ConnectorDeclaration::input));
        job.outputs()
                .forEach(output -> port("output", output, groups.get(output.name()), ConnectorDeclaration::output));

        List<String> ports = Stream.concat(job.inputs().stream(), job.outputs().stream())
                .map(PortDeclaration::name)
                .collect(toList());
        groups.keySet().stream()
                .filter(id -> !id.equals(Contract.JOB_GROUP) && !ports.contains(id))
                .forEach(id -> violations.add(String.format(
                        "'%s' is not an input or output of job '%s'%s (inputs: %s; outputs: %s)",
                        id, job.name(), Nearest.hint(id, ports.stream()), names(job.inputs()), names(job.outputs()))));
    }

    private interface Side {
        List<SettingDeclaration> of(ConnectorDeclaration connector);
    }

    private void port(String side, PortDeclaration port, @Nullable Map<String, String> group, Side keys) {
        if (group == null) {
            violations.add(String.format(
                    "%s '%s' is not bound to a stream%s", side, port.name(), inBrackets(port.description())));
            return;
        }
        String connectorName = group.get(Contract.CONNECTOR);
        String connectorNames =
                contract.connectors().stream().map(ConnectorDeclaration::name).collect(joining(", "));
        if (connectorName == null) {
            violations.add(String.format(
                    "property group '%s' has no '%s'; it must be one of %s",
                    port.name(), Contract.CONNECTOR, connectorNames));
            return;
        }
        Optional<ConnectorDeclaration> connector = contract.connector(connectorName);
        if (connector.isEmpty()) {
            violations.add(String.format(
                    "property group '%s': %s must be one of %s, got '%s'",
                    port.name(), Contract.CONNECTOR, connectorNames, connectorName));
            return;
        }
        Map<String, String> rest = new TreeMap<>(group);
        rest.remove(Contract.CONNECTOR);
        keys(port.name(), rest, keys.of(connector.get()), connector.get().passThrough());
    }

    private void keys(
            String groupId, Map<String, String> given, List<SettingDeclaration> declared, List<String> passThrough) {
        Map<String, SettingDeclaration> byKey = new TreeMap<>();
        declared.forEach(setting -> byKey.put(setting.key(), setting));
        given.forEach((key, value) -> {
            SettingDeclaration setting = byKey.get(key);
            if (setting != null) {
                value(groupId, setting, value);
            } else if (passThrough.stream().noneMatch(key::startsWith)) {
                violations.add(String.format(
                        "property group '%s': unknown setting '%s'%s", groupId, key, hint(key, declared)));
            }
        });
        declared.stream()
                .filter(setting -> setting.required() && !given.containsKey(setting.key()))
                .forEach(setting -> violations.add(String.format(
                        "property group '%s': %s is required%s",
                        groupId, setting.key(), inBrackets(setting.description()))));
    }

    private static String inBrackets(String description) {
        return description.isEmpty() ? "" : " (" + description + ")";
    }

    /** The key that a renamed setting has now, or else the nearest key. */
    private static String hint(String key, List<SettingDeclaration> declared) {
        return declared.stream()
                .filter(setting -> setting.formerKeys().contains(key))
                .findFirst()
                .map(setting -> "; it is now called '" + setting.key() + "'")
                .orElseGet(() -> Nearest.hint(key, declared.stream().map(SettingDeclaration::key)));
    }

    private void value(String groupId, SettingDeclaration setting, String value) {
        if (unresolved.test(value)) {
            return;
        }
        // a value that is not a reference may be the secret itself: it must not appear in a log
        String got = setting.type() == SettingType.SECRET ? "another value" : "'" + value + "'";
        setting.brokenRule(value)
                .ifPresent(rule -> violations.add(String.format(
                        "property group '%s': %s must be %s, got %s", groupId, setting.key(), rule, got)));
    }

    private String jobNames() {
        return "the jar's jobs: "
                + contract.jobs().stream().map(JobDeclaration::name).collect(joining(", "));
    }

    private static String names(List<PortDeclaration> ports) {
        return ports.stream().map(PortDeclaration::name).collect(joining(", "));
    }
}
