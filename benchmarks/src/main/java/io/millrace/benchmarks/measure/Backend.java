package io.millrace.benchmarks.measure;

/** The state backend. */
public enum Backend {
    HASHMAP,
    ROCKSDB;

    /** Its name in Flink's configuration. */
    public String option() {
        return switch (this) {
            case HASHMAP -> "hashmap";
            case ROCKSDB -> "rocksdb";
        };
    }
}
