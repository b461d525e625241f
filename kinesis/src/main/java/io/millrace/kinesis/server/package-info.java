/** The HTTP server and the process that runs it. The public face of the module: nothing else is for other modules. */
@NullMarked
package io.millrace.kinesis.server;

import org.jspecify.annotations.NullMarked;
