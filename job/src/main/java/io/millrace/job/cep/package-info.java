/** Flink-cep with state that RocksDB reads in one access. */
@NullMarked
package io.millrace.job.cep;

import org.jspecify.annotations.NullMarked;
