package io.millrace.job.operator;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;

/** Whether an operator is chained to the one before it, so that elements pass by reference. */
public final class Chaining {
    private Chaining() {}

    /** Does nothing: Flink 2 chains an operator wherever that is possible. */
    public static void always(AbstractStreamOperator<?> operator) {}
}
