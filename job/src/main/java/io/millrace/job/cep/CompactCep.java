package io.millrace.job.cep;

import java.util.OptionalLong;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.functions.TimedOutPartialMatchHandler;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.runtime.state.KeyGroupStatePartitionStreamProvider;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StatePartitionStreamProvider;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Flink-cep's operator with each of its maps in one value, and chained.
 *
 * <p>The operator as it is iterates over its maps for every record and every timer. In RocksDB an iterator has to step
 * over the marks of all that was removed behind its key, of any key: where many attempts come and go, that is nearly all
 * of an operator's time. A map of flink-cep holds what is open of one key, which is little.
 *
 * <p>State: flink-cep's, under its names; not exchangeable with that of its own operator.
 */
public final class CompactCep<I, K, O> extends CepOperator<I, K, O> {
    private static final long serialVersionUID = 1L;

    private transient MapsInValues maps;

    private CompactCep(
            TypeSerializer<I> serializer,
            NFACompiler.NFAFactory<I> factory,
            Pattern<I, ?> pattern,
            PatternProcessFunction<I, O> function) {
        super(serializer, false, factory, null, pattern.getAfterMatchSkipStrategy(), function, null);
        chainingStrategy = ChainingStrategy.ALWAYS;
    }

    /** What {@code CEP.pattern(stream, pattern).inEventTime().process(function, type)} gives. */
    public static <I, K, O> SingleOutputStreamOperator<O> process(
            KeyedStream<I, K> stream,
            Pattern<I, ?> pattern,
            PatternProcessFunction<I, O> function,
            TypeInformation<O> type) {
        boolean timeouts = function instanceof TimedOutPartialMatchHandler;
        return stream.transform(
                "CepOperator",
                type,
                new CompactCep<I, K, O>(
                        stream.getType()
                                .createSerializer(stream.getExecutionConfig().getSerializerConfig()),
                        NFACompiler.compileFactory(pattern, timeouts),
                        pattern,
                        function));
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        maps = new MapsInValues(context.getKeyedStateStore());
        super.initializeState(new WithStore(context, maps));
    }

    @Override
    public void processElement(StreamRecord<I> element) throws Exception {
        super.processElement(element);
        maps.store();
    }

    @Override
    public void onEventTime(InternalTimer<K, VoidNamespace> timer) throws Exception {
        super.onEventTime(timer);
        maps.store();
    }

    /** The context that the operator is given, with another keyed state store. */
    private static final class WithStore implements StateInitializationContext {
        private final StateInitializationContext context;
        private final KeyedStateStore store;

        private WithStore(StateInitializationContext context, KeyedStateStore store) {
            this.context = context;
            this.store = store;
        }

        @Override
        public KeyedStateStore getKeyedStateStore() {
            return store;
        }

        @Override
        public OptionalLong getRestoredCheckpointId() {
            return context.getRestoredCheckpointId();
        }

        @Override
        public OperatorStateStore getOperatorStateStore() {
            return context.getOperatorStateStore();
        }

        @Override
        public Iterable<StatePartitionStreamProvider> getRawOperatorStateInputs() {
            return context.getRawOperatorStateInputs();
        }

        @Override
        public Iterable<KeyGroupStatePartitionStreamProvider> getRawKeyedStateInputs() {
            return context.getRawKeyedStateInputs();
        }
    }
}
