package io.millrace.rehearsal.result;

import static java.util.Objects.requireNonNull;

/** What a deployment does to a resource. */
public record Change(String stack, String logicalId, String type, boolean holdsState, Kind kind) {
    public Change {
        requireNonNull(stack, "stack is null");
        requireNonNull(logicalId, "logicalId is null");
        requireNonNull(type, "type is null");
        requireNonNull(kind, "kind is null");
    }

    /** The kinds of changes. */
    public enum Kind {
        CREATED("created"),
        KEPT("kept"),
        UPDATED("updated in place"),
        REPLACED("REPLACED"),
        REPLACED_AND_RETAINED("REPLACED, old one orphaned"),
        DELETED("DELETED"),
        RETAINED("orphaned");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** As a report shows it. */
        public String text() {
            return text;
        }

        /** Whether CloudFormation acts on the resource while the stack may still fail. */
        boolean canFail() {
            return this == CREATED || this == UPDATED || this == REPLACED || this == REPLACED_AND_RETAINED;
        }
    }
}
