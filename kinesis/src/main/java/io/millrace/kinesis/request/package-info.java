/** How a request is read, what can be wrong with it, and the errors that answer it. Knows no operation. */
@NullMarked
package io.millrace.kinesis.request;

import org.jspecify.annotations.NullMarked;
