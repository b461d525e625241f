package io.millrace.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * A connector that an input or output can choose with its key {@code connector}, and the keys that its property group
 * then takes. A key with one of the pass-through prefixes goes to the connector's client unchecked.
 */
@JsonPropertyOrder({"name", "input", "output", "passThrough"})
public final class ConnectorDeclaration {
    private final String name;
    private final List<SettingDeclaration> input;
    private final List<SettingDeclaration> output;
    private final List<String> passThrough;

    public ConnectorDeclaration(
            @JsonProperty("name") String name,
            @JsonProperty("input") List<SettingDeclaration> input,
            @JsonProperty("output") List<SettingDeclaration> output,
            @JsonProperty("passThrough") List<String> passThrough) {
        this.name = requireNonNull(name, "name is null");
        this.input = List.copyOf(input);
        this.output = List.copyOf(output);
        this.passThrough = List.copyOf(passThrough);
    }

    @JsonProperty
    public String name() {
        return name;
    }

    /** Keys of an input's group, besides {@code connector}. */
    @JsonProperty
    public List<SettingDeclaration> input() {
        return input;
    }

    /** Keys of an output's group, besides {@code connector}. */
    @JsonProperty
    public List<SettingDeclaration> output() {
        return output;
    }

    @JsonProperty
    public List<String> passThrough() {
        return passThrough;
    }
}
