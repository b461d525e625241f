package io.millrace.rehearsal.account;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What happens to a resource that leaves its stack.
 *
 * @param deletion the attribute {@code DeletionPolicy}
 * @param replacement the attribute {@code UpdateReplacePolicy}
 */
public record RemovalPolicies(String deletion, String replacement) {
    public static RemovalPolicies of(JsonNode resource) {
        return new RemovalPolicies(
                resource.path("DeletionPolicy").asText("Delete"),
                resource.path("UpdateReplacePolicy").asText("Delete"));
    }

    public boolean retainsOnDeletion() {
        return deletion.startsWith("Retain");
    }

    public boolean retainsOnReplacement() {
        return replacement.startsWith("Retain");
    }

    /** Whether the resource stays when the operation that created it is rolled back. */
    public boolean retainsOnRollback() {
        return deletion.equals("Retain");
    }
}
