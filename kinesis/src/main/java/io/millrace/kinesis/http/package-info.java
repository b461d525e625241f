/** HTTP/1.1, HTTP/2 and TLS on one port of the loopback interface, with bounded memory. Knows nothing of Kinesis. */
@NullMarked
package io.millrace.kinesis.http;

import org.jspecify.annotations.NullMarked;
