/** Reads flink-cep's patterns, and the state that flink-cep's operator has left. */
@NullMarked
package io.millrace.job.cep;

import org.jspecify.annotations.NullMarked;
