package io.millrace.rehearsal.account;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.rehearsal.schema.ResourceSchema;

/**
 * A resource that exists.
 *
 * @param physicalId its physical name, which is unique in the account
 * @param isNamed whether the template chose the name
 * @param properties resolved
 */
public record DeployedResource(
        String logicalId,
        ResourceSchema type,
        String physicalId,
        boolean isNamed,
        JsonNode properties,
        RemovalPolicies policies) {
    public DeployedResource {
        requireNonNull(logicalId, "logicalId is null");
        requireNonNull(type, "type is null");
        requireNonNull(physicalId, "physicalId is null");
        requireNonNull(properties, "properties is null");
        requireNonNull(policies, "policies is null");
    }

    /** The same resource after an update. */
    public DeployedResource with(JsonNode newProperties, RemovalPolicies newPolicies) {
        return new DeployedResource(logicalId, type, physicalId, isNamed, newProperties, newPolicies);
    }

    /** Whether it has a chosen name that another resource is to have. */
    public boolean collidesWith(ResourceSchema otherType, String otherPhysicalId) {
        return isNamed && physicalId.equals(otherPhysicalId) && type.name().equals(otherType.name());
    }
}
