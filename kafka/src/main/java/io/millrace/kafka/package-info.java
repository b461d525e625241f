/** A Kafka broker for one machine. */
@NullMarked
package io.millrace.kafka;

import org.jspecify.annotations.NullMarked;
