/** What Flink applications run: constructs for a jar or a Python zip, and the bucket that keeps every version of them. */
@NullMarked
@PublicApi
package io.millrace.constructs.flink.jar;

import io.millrace.constructs.PublicApi;
import org.jspecify.annotations.NullMarked;
