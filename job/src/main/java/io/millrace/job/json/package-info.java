/** Fields picked out of JSON records by JSONPath, in one pass over the bytes where the path allows it. */
@NullMarked
package io.millrace.job.json;

import org.jspecify.annotations.NullMarked;
