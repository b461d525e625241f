package io.millrace.job.cep;

import org.apache.flink.api.common.state.KeyedStateStore;

/** Flink 1 has no more than all majors have. */
abstract class FlinkStateStore extends DelegatingStateStore {
    FlinkStateStore(KeyedStateStore store) {
        super(store);
    }
}
