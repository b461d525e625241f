package io.millrace.benchmarks.ablation;

import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** In place of pre-aggregation: a partial for each element. */
final class SinglePartials<I, K, A> extends AbstractStreamOperator<Tuple2<K, A>>
        implements OneInputStreamOperator<I, Tuple2<K, A>> {
    private static final long serialVersionUID = 1L;

    private final KeySelector<I, K> key;
    private final AggregateFunction<I, A, ?> aggregate;
    private final long sliceMillis;

    SinglePartials(KeySelector<I, K> key, AggregateFunction<I, A, ?> aggregate, long sliceMillis) {
        this.key = key;
        this.aggregate = aggregate;
        this.sliceMillis = sliceMillis;
        setChainingStrategy(ChainingStrategy.ALWAYS);
    }

    @Override
    public void processElement(StreamRecord<I> element) throws Exception {
        long time = element.getTimestamp();
        A partial = aggregate.add(element.getValue(), aggregate.createAccumulator());
        output.collect(new StreamRecord<>(
                Tuple2.of(key.getKey(element.getValue()), partial),
                time - Math.floorMod(time, sliceMillis) + sliceMillis - 1));
    }
}
