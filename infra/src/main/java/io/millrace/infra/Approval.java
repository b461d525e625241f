package io.millrace.infra;

import java.util.Locale;

/** Whether a person approves a deployment to the environment. The pipeline reads it from the tags of the stacks. */
enum Approval {
    NONE,
    REQUIRED;

    /** The value of the tag. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
