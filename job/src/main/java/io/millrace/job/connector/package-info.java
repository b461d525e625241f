/** What all connectors share: their interface, and how records are serialized. */
@NullMarked
package io.millrace.job.connector;

import org.jspecify.annotations.NullMarked;
