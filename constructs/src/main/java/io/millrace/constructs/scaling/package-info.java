/** Scaling a Flink application on metrics and by the clock, in a way that a deploy does not undo. */
@NullMarked
@PublicApi
package io.millrace.constructs.scaling;

import io.millrace.constructs.PublicApi;
import org.jspecify.annotations.NullMarked;
