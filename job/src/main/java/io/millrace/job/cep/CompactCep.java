package io.millrace.job.cep;

import io.millrace.job.operator.Chaining;
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
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The operator of flink-cep, with each of its map states in one value, and chained.
 *
 * <p>Flink's operator iterates over its map states for every record and every timer. In RocksDB, an iterator has to skip
 * the tombstones of all keys behind its own. If many attempts start and end, that takes nearly all of the operator's
 * time. The maps are small: they contain the open attempts of one key.
 *
 * <p>State: that of flink-cep, under its names, but not compatible with that of its own operator.
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
        Chaining.always(this);
    }

    /** Does what {@code CEP.pattern(stream, pattern).inEventTime().process(function, type)} does. */
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

    /** The operator's context with a different keyed state store. */
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
