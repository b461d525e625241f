package io.millrace.benchmarks.tuned;

import java.util.Map;

/**
 * Flink options of the tuned rivals. On the service, a support case changes those of RocksDB. The memory is managed by Flink,
 * as for all implementations.
 */
public final class TunedOptions {
    public static final Map<String, String> OPTIONS = Map.of(
            // a timer costs no access to RocksDB
            "state.backend.rocksdb.timer-service.factory", "HEAP",
            // most reads are of keys that are not there yet
            "state.backend.rocksdb.use-bloom-filter", "true",
            // larger memtables: state that lives for seconds is seldom written to disk
            "state.backend.rocksdb.writebuffer.size", "128 mb",
            "state.backend.rocksdb.memory.write-buffer-ratio", "0.7");

    private TunedOptions() {}
}
