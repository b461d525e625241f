/** The service's operations: one class for each group of them. Knows no HTTP. */
@NullMarked
package io.millrace.kinesis.api;

import org.jspecify.annotations.NullMarked;
