/** Around a deployment: who may do it, and what ends it. */
@NullMarked
@PublicApi
package io.millrace.constructs.pipeline;

import io.millrace.constructs.PublicApi;
import org.jspecify.annotations.NullMarked;
