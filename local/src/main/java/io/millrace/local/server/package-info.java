/**
 * The servers that stand in for AWS services on this machine, one class per server, and the clients of the streams that
 * they hold. Knows nothing of applications.
 */
@NullMarked
package io.millrace.local.server;

import org.jspecify.annotations.NullMarked;
