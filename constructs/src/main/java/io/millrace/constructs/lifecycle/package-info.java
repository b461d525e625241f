/** What a deploy does with a job beyond its resource: start it, watch it, stop it. */
@NullMarked
@PublicApi
package io.millrace.constructs.lifecycle;

import io.millrace.constructs.PublicApi;
import org.jspecify.annotations.NullMarked;
