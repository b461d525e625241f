package io.millrace.contract.flink;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toList;

import io.millrace.contract.Contract;
import io.millrace.contract.JobDeclaration;
import io.millrace.contract.PortDeclaration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What one job of a jar declares: its inputs, its outputs, and the settings of its property group {@code Job}. Immutable. */
public final class JobContract {
    private final String name;
    private final String description;
    private final List<PortDeclaration> inputs;
    private final List<PortDeclaration> outputs;
    private final List<Setting<?>> settings;
    private final Function<Settings, List<String>> check;

    private JobContract(Builder builder) {
        this.name = builder.name;
        this.description = builder.description;
        this.inputs = List.copyOf(builder.inputs);
        this.outputs = List.copyOf(builder.outputs);
        this.settings = List.copyOf(builder.settings);
        this.check = builder.check;
    }

    /**
     * Begins a contract.
     *
     * @param name value of the key {@code name} in the property group {@code Job}
     * @param description one sentence on what the job does
     */
    public static Builder builder(String name, String description) {
        return new Builder(name, description);
    }

    public String name() {
        return name;
    }

    /** The inputs' names; each is the id of the property group that binds it to a stream. */
    public List<String> inputs() {
        return inputs.stream().map(PortDeclaration::name).collect(toList());
    }

    /** The outputs' names; each is the id of the property group that binds it to a stream. */
    public List<String> outputs() {
        return outputs.stream().map(PortDeclaration::name).collect(toList());
    }

    public List<Setting<?>> settings() {
        return settings;
    }

    JobDeclaration declaration() {
        return new JobDeclaration(
                name,
                description,
                inputs,
                outputs,
                settings.stream().map(Setting::declaration).collect(toList()));
    }

    /** What {@link io.millrace.contract.ContractCheck} does not find in the group {@code Job}. */
    List<String> violations(Map<String, String> group) {
        Settings given = new Settings(group);
        List<String> violations = new ArrayList<>(given.unreadable(settings));
        violations.addAll(check.apply(given.readable(settings)));
        return violations;
    }

    /** Builds a contract. */
    public static final class Builder {
        private final String name;
        private final String description;
        private final List<PortDeclaration> inputs = new ArrayList<>();
        private final List<PortDeclaration> outputs = new ArrayList<>();
        private final List<Setting<?>> settings = new ArrayList<>();
        private Function<Settings, List<String>> check = given -> List.of();

        private Builder(String name, String description) {
            this.name = requireNonNull(name, "name is null");
            this.description = requireNonNull(description, "description is null");
        }

        /** Adds an input, and what its stream must contain. */
        public Builder input(String port, String content) {
            inputs.add(new PortDeclaration(port, content));
            return this;
        }

        /** Adds an output, and what its stream will contain. */
        public Builder output(String port, String content) {
            outputs.add(new PortDeclaration(port, content));
            return this;
        }

        /** Adds a setting of the property group {@code Job}. */
        public Builder setting(Setting<?> setting) {
            settings.add(requireNonNull(setting, "setting is null"));
            return this;
        }

        /** Adds settings of the property group {@code Job}. */
        public Builder settings(List<Setting<?>> more) {
            more.forEach(this::setting);
            return this;
        }

        /**
         * Checks the settings together when the job starts. Their types and ranges are checked before.
         *
         * @param rule from the settings that have the right type to a sentence for each violation, beginning with a key
         */
        public Builder check(Function<Settings, List<String>> rule) {
            this.check = requireNonNull(rule, "rule is null");
            return this;
        }

        /**
         * Builds the contract.
         *
         * @throws IllegalArgumentException naming every name or key that is blank, reserved or used twice
         */
        public JobContract build() {
            List<String> violations = new ArrayList<>();
            if (name.isBlank()) {
                violations.add("a job's name must not be blank, got '" + name + "'");
            }
            Set<String> groups = new HashSet<>(Set.of(Contract.JOB_GROUP));
            List<PortDeclaration> ports = new ArrayList<>(inputs);
            ports.addAll(outputs);
            for (PortDeclaration port : ports) {
                if (port.name().isBlank() || !groups.add(port.name())) {
                    violations.add("an input or output must have a name of its own other than '" + Contract.JOB_GROUP
                            + "', got '" + port.name() + "'");
                }
            }
            Set<String> keys = new HashSet<>(Set.of(Contract.JOB_NAME));
            for (Setting<?> setting : settings) {
                if (!keys.add(setting.key())) {
                    violations.add("a setting must have a key of its own other than '" + Contract.JOB_NAME + "', got '"
                            + setting.key() + "'");
                }
            }
            if (!violations.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", violations));
            }
            return new JobContract(this);
        }
    }
}
