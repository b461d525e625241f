package io.millrace.assembly.template;

import static java.util.Objects.requireNonNull;

/**
 * A value that a template refers to and that is not in the assembly: only AWS knows it, unless the user gives it.
 *
 * @param name of the parameter or the export; of a secret its name or its ARN, as the template has it; of an object its URL,
 *     {@code s3://<bucket>/<key>}; of a jar the logical id of its application
 * @param at where a template refers to it
 */
public record ExternalValue(Kind kind, String name, TemplatePath at) {
    public ExternalValue {
        requireNonNull(kind, "kind is null");
        requireNonNull(name, "name is null");
        requireNonNull(at, "at is null");
    }

    /** What the value is, and the option that gives it. */
    public enum Kind {
        /** A parameter of a stack. */
        PARAMETER("--parameter", "VALUE"),
        /** A parameter of Systems Manager. */
        SSM("--ssm", "VALUE"),
        /** A secret of Secrets Manager. */
        SECRET("--secret", "FILE"),
        /** An export of a stack that is not in the assembly. */
        IMPORT("--import", "VALUE"),
        /** An object in S3. */
        OBJECT("--object", "FILE"),
        /** The jar of an application, by its logical id. */
        JAR("--jar", "FILE");

        private final String option;
        private final String argument;

        Kind(String option, String argument) {
            this.option = option;
            this.argument = argument;
        }

        public String option() {
            return option;
        }

        /** Whether a text can stand for a value that is not given. */
        public boolean isText() {
            return this != OBJECT && this != JAR;
        }

        /** The option for one name, as a shell reads it, such as {@code --ssm /shop/size=VALUE}. */
        public String option(String name) {
            return option + " " + (name.matches("[\\w./:@%+-]+") ? name : "'" + name.replace("'", "'\\''") + "'") + "="
                    + argument;
        }
    }
}
