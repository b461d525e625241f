/** How the connector speaks to AWS: its options, its client, and which failures it tries again. */
@NullMarked
package io.millrace.connector.kinesis.client;

import org.jspecify.annotations.NullMarked;
