package io.millrace.rehearsal.account;

import static java.util.Objects.requireNonNull;

/**
 * A resource that exists, but belongs to no stack any more.
 *
 * @param stack the stack that it was in
 * @param hasServed whether it was in a stack that was deployed completely, so that it may hold data
 */
public record Orphan(String stack, String region, DeployedResource resource, boolean hasServed) {
    public Orphan {
        requireNonNull(stack, "stack is null");
        requireNonNull(region, "region is null");
        requireNonNull(resource, "resource is null");
    }
}
