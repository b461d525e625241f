package io.millrace.constructs.scaling;

import static java.util.Objects.requireNonNull;

/**
 * Where the parallelism of a scaled application is stored.
 *
 * @param parameterName name of the parameter in Systems Manager; a path such as {@code /lottery/prod/parallelism}, up to
 *     1011 letters, digits, '_', '.', '-' or '/'; not a token. With another name, the chosen value is lost
 * @param initial parallelism before the first decision, at least 1. A changed value overrides the chosen one
 */
public record DesiredParallelismProps(String parameterName, int initial) {
    public DesiredParallelismProps {
        requireNonNull(parameterName, "parameterName is null");
        if (!parameterName.matches("/[a-zA-Z0-9_./-]{1,1010}")) {
            throw new IllegalArgumentException("parameterName must be a path such as '/lottery/prod/parallelism', of up"
                    + " to 1011 letters, digits, '_', '.', '-' or '/', got '" + parameterName + "'");
        }
        if (initial < 1) {
            throw new IllegalArgumentException("initial must be at least 1, got " + initial);
        }
    }
}
