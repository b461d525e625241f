/** The encodings of the API, JSON and CBOR. The state file of a stream is in the same JSON. */
@NullMarked
package io.millrace.kinesis.codec;

import org.jspecify.annotations.NullMarked;
