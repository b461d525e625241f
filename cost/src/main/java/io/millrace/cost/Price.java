package io.millrace.cost;

import static java.util.Objects.requireNonNull;

/**
 * A price.
 *
 * @param usd US dollars for the unit in its key
 * @param source where it was read
 */
public record Price(double usd, String source) {
    public Price {
        requireNonNull(source, "source is null");
        if (!(usd >= 0)) {
            throw new IllegalArgumentException("a price must be 0 or more US dollars, got '" + usd + "'");
        }
    }
}
