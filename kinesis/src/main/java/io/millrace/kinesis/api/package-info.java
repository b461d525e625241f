/** The service's operations: one class for each group of them, and the structures that they return. Knows no HTTP. */
@NullMarked
package io.millrace.kinesis.api;

import org.jspecify.annotations.NullMarked;
