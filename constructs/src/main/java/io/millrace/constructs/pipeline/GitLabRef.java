package io.millrace.constructs.pipeline;

import static java.util.Objects.requireNonNull;

/**
 * The branch or tag that a pipeline runs for.
 *
 * @param type {@code branch} or {@code tag}, as in the token
 * @param name the exact name, or a pattern with {@code *} for any text and {@code ?} for any character; names of refs contain
 *     neither
 */
public record GitLabRef(Type type, String name) {
    /** The kind of ref. */
    public enum Type {
        BRANCH("branch"),
        TAG("tag");

        private final String claim;

        Type(String claim) {
            this.claim = claim;
        }
    }

    public GitLabRef {
        requireNonNull(type, "type is null");
        if (name.isBlank()) {
            throw new IllegalArgumentException("a ref must have a name, got '" + name + "'; '*' matches any name");
        }
    }

    public static GitLabRef branch(String name) {
        return new GitLabRef(Type.BRANCH, name);
    }

    public static GitLabRef tag(String name) {
        return new GitLabRef(Type.TAG, name);
    }

    String claim() {
        return "ref_type:" + type.claim + ":ref:" + name;
    }

    boolean isPattern() {
        return name.contains("*") || name.contains("?");
    }
}
