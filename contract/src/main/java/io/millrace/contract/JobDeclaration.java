package io.millrace.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/** What one job of a jar needs: its inputs, its outputs, and the settings of the property group {@code Job}. */
@JsonPropertyOrder({"name", "description", "inputs", "outputs", "settings"})
public final class JobDeclaration {
    private final String name;
    private final String description;
    private final List<PortDeclaration> inputs;
    private final List<PortDeclaration> outputs;
    private final List<SettingDeclaration> settings;

    public JobDeclaration(
            @JsonProperty("name") String name,
            @JsonProperty("description") String description,
            @JsonProperty("inputs") List<PortDeclaration> inputs,
            @JsonProperty("outputs") List<PortDeclaration> outputs,
            @JsonProperty("settings") List<SettingDeclaration> settings) {
        this.name = requireNonNull(name, "name is null");
        this.description = requireNonNull(description, "description is null");
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.settings = List.copyOf(settings);
    }

    @JsonProperty
    public String name() {
        return name;
    }

    @JsonProperty
    public String description() {
        return description;
    }

    @JsonProperty
    public List<PortDeclaration> inputs() {
        return inputs;
    }

    @JsonProperty
    public List<PortDeclaration> outputs() {
        return outputs;
    }

    @JsonProperty
    public List<SettingDeclaration> settings() {
        return settings;
    }

    /** Whether the job has an input of this name. */
    public boolean hasInput(String port) {
        return has(inputs, port);
    }

    /** Whether the job has an output of this name. */
    public boolean hasOutput(String port) {
        return has(outputs, port);
    }

    private static boolean has(List<PortDeclaration> ports, String name) {
        return ports.stream().anyMatch(port -> port.name().equals(name));
    }
}
