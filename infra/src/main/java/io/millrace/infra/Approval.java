package io.millrace.infra;

import java.util.Locale;

/** Whether a person says yes before an environment is deployed. The pipeline reads it in the tags of the stacks. */
enum Approval {
    NONE,
    REQUIRED;

    /** As the tag has it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
