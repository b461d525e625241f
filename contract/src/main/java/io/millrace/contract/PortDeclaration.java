package io.millrace.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;

/** An input or output of a job. Its name is the id of the property group that binds it to a stream. */
public final class PortDeclaration {
    private final String name;
    private final String description;

    public PortDeclaration(@JsonProperty("name") String name, @JsonProperty("description") String description) {
        this.name = requireNonNull(name, "name is null");
        this.description = requireNonNull(description, "description is null");
    }

    @JsonProperty
    public String name() {
        return name;
    }

    @JsonProperty
    public String description() {
        return description;
    }
}
