package io.millrace.job.replay;

import org.apache.flink.streaming.api.functions.source.legacy.RichParallelSourceFunction;

/** A source that can fail at any record. Its class has another name in Flink 1. */
@SuppressWarnings("deprecation")
abstract class ParallelSource<T> extends RichParallelSourceFunction<T> {
    private static final long serialVersionUID = 1L;
}
