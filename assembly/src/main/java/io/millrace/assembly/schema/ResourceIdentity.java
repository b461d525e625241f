package io.millrace.assembly.schema;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a resource of one type is referred to.
 *
 * @param reference the parts of what {@code Ref} returns, in order
 * @param naming the property that names a resource; empty when none does
 * @param arn the ARN's template after {@code arn:aws:}, with {@code ${Region}}, {@code ${Account}} and names of the schema's;
 *     empty when the schema has none
 * @param attributes what {@code Fn::GetAtt} returns, by name
 */
public record ResourceIdentity(
        String type,
        List<Part> reference,
        Optional<String> naming,
        Optional<String> arn,
        Map<String, Kind> attributes) {
    public ResourceIdentity {
        requireNonNull(type, "type is null");
        reference = List.copyOf(reference);
        requireNonNull(naming, "naming is null");
        requireNonNull(arn, "arn is null");
        attributes = Map.copyOf(attributes);
    }

    /**
     * Part of a reference.
     *
     * @param name of the property or attribute
     * @param assigned whether AWS assigns it, so that no template gives it
     */
    public record Part(String name, boolean assigned) {}

    /** The kind of an attribute's value. */
    public enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        LIST
    }
}
