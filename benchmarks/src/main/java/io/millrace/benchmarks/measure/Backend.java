package io.millrace.benchmarks.measure;

/** Where keyed state is. */
public enum Backend {
    HASHMAP,
    ROCKSDB;

    /** Flink's name for it. */
    String option() {
        return switch (this) {
            case HASHMAP -> "hashmap";
            case ROCKSDB -> "rocksdb";
        };
    }
}
