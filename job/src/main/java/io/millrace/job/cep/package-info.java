/** Adapts flink-cep to RocksDB. */
@NullMarked
package io.millrace.job.cep;

import org.jspecify.annotations.NullMarked;
