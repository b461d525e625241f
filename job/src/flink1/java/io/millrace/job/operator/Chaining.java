package io.millrace.job.operator;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;

/** Whether an operator is chained to the one before it, so that elements pass by reference. */
public final class Chaining {
    private Chaining() {}

    /** Chains the operator wherever that is possible. */
    public static void always(AbstractStreamOperator<?> operator) {
        operator.setChainingStrategy(ChainingStrategy.ALWAYS);
    }
}
