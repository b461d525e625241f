package io.millrace.assembly.deployment;

import static java.util.Objects.requireNonNull;

/**
 * A resource that stays, with its data, when its stack is deleted. Streams say so themselves.
 *
 * @param name its physical name
 */
public record RetainedResource(Kind kind, String name) {
    public RetainedResource {
        requireNonNull(kind, "kind is null");
        requireNonNull(name, "name is null");
    }

    /** What has data here. */
    public enum Kind {
        APPLICATION,
        BUCKET,
        SECRET
    }
}
