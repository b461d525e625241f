/** The one reader of JSON records: their fields by JSONPath. */
@NullMarked
package io.millrace.job.json;

import org.jspecify.annotations.NullMarked;
