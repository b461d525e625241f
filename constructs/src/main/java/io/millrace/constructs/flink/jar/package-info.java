/** The jars that Flink applications run: a construct for the jar, and the bucket that keeps every version of it. */
@NullMarked
@PublicApi
package io.millrace.constructs.flink.jar;

import io.millrace.constructs.PublicApi;
import org.jspecify.annotations.NullMarked;
