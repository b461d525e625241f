package io.millrace.constructs.scaling;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * Where the parallelism of a scaled application is stored.
 *
 * @param parameterName name of the parameter in Systems Manager; a path such as {@code /lottery/prod/parallelism}, up to
 *     1011 letters, digits, '_', '.', '-' or '/', in up to 15 levels of which the first is not {@code aws} or {@code ssm};
 *     not a token. With another name, the chosen value is lost
 * @param initial parallelism before the first decision, at least 1. A changed value overrides the chosen one
 */
public record DesiredParallelismProps(String parameterName, int initial) {
    private static final int MAX_LENGTH = 1011;
    private static final Pattern PATH =
            Pattern.compile("/(?!(?i:aws|ssm)(?:/|$))[a-zA-Z0-9_.-]+(?:/[a-zA-Z0-9_.-]+){0,14}");

    public DesiredParallelismProps {
        requireNonNull(parameterName, "parameterName is null");
        if (parameterName.length() > MAX_LENGTH || !PATH.matcher(parameterName).matches()) {
            throw new IllegalArgumentException("parameterName must be a path such as '/lottery/prod/parallelism', of up"
                    + " to 1011 letters, digits, '_', '.', '-' or '/', in up to 15 levels, not below /aws or /ssm, got '"
                    + parameterName + "'");
        }
        if (initial < 1) {
            throw new IllegalArgumentException("initial must be at least 1, got " + initial);
        }
    }
}
