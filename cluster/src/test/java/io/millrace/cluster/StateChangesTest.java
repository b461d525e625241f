package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.junit.jupiter.api.Test;

class StateChangesTest {
    private static final OperatorID COUNT = new OperatorID(1, 1);
    private static final OperatorID SUM = new OperatorID(2, 2);
    private static final JobOperators JOB = new JobOperators(Map.of(COUNT, "'count' (Count)", SUM, "'sum' (Sum)"));

    @Test
    void theSameStatesLoseNothing() {
        StateChanges changes = new StateChanges(states(COUNT, "n", LongSerializer.INSTANCE), JOB);

        assertThat(changes.lostOperators(JOB)).isEmpty();
        assertThat(changes.changedStates(states(COUNT, "n", LongSerializer.INSTANCE)))
                .isEmpty();
    }

    @Test
    void operatorThatIsGoneIsNamedWithItsStates() {
        StateChanges changes = new StateChanges(states(COUNT, "n", LongSerializer.INSTANCE), JOB);

        assertThat(changes.lostOperators(new JobOperators(Map.of(SUM, "'sum' (Sum)"))))
                .containsExactly("operator 'count' (Count) is not in this job: its state would be lost: 'n'");
    }

    @Test
    void stateThatIsGoneIsNamed() {
        StateChanges changes = new StateChanges(states(COUNT, "n", LongSerializer.INSTANCE), JOB);

        assertThat(changes.changedStates(states(COUNT, "m", LongSerializer.INSTANCE)))
                .containsExactly("operator 'count' (Count) no longer has the state 'n': its content would be lost");
    }

    /** As the source of Flink 1 after a move to Flink 2. */
    @Test
    void operatorThatIsGoneIsNamedThoughTheJarCannotReadItsState() {
        StateChanges changes = new StateChanges(new SnapshotStates(Map.of(), Map.of(COUNT, "no class")), JOB);

        assertThat(changes.lostOperators(new JobOperators(Map.of(SUM, "'sum' (Sum)"))))
                .containsExactly("operator 'count' (Count) is not in this job: its state would be lost");
        assertThat(changes.changedStates(states(SUM, "n", LongSerializer.INSTANCE)))
                .isEmpty();
    }

    @Test
    void stateThatTheJarCannotReadIsNamedWithTheReason() {
        StateChanges changes =
                new StateChanges(new SnapshotStates(Map.of(), Map.of(COUNT, "class a.Count is not in the jar")), JOB);

        assertThat(changes.lostOperators(JOB)).isEmpty();
        assertThat(changes.changedStates(states(COUNT, "n", LongSerializer.INSTANCE)))
                .containsExactly(
                        "the state of operator 'count' (Count) cannot be read: class a.Count is not in the jar");
    }

    @Test
    void stateThatOnlyFlink1RegistersIsNotMissed() {
        StateChanges changes = new StateChanges(states(COUNT, "sharedBuffer-entries", LongSerializer.INSTANCE), JOB);

        assertThat(changes.changedStates(states(COUNT, "n", LongSerializer.INSTANCE)))
                .isEmpty();
    }

    @Test
    void anotherTypeIsNamedBesideTheOneThatWasWritten() {
        StateChanges changes = new StateChanges(states(COUNT, "n", LongSerializer.INSTANCE), JOB);

        assertThat(changes.changedStates(states(COUNT, "n", StringSerializer.INSTANCE)))
                .containsExactly("state 'n' of operator 'count' (Count) cannot be read: its value was LongSerializer of"
                        + " Long and is StringSerializer of String");
    }

    @Test
    void anotherKeyIsNamed() {
        StateChanges changes = new StateChanges(states(COUNT, "n", LongSerializer.INSTANCE), JOB);

        assertThat(changes.changedStates(states(COUNT, "n", LongSerializer.INSTANCE, IntSerializer.INSTANCE)))
                .containsExactly("state 'n' of operator 'count' (Count) cannot be read: its key was LongSerializer of"
                        + " Long and is IntSerializer of Integer");
    }

    @Test
    void valueMayBeMigratedAndKeyMayNot() {
        TypeSerializerSnapshot<Long> before = LongSerializer.INSTANCE.snapshotConfiguration();
        TypeSerializerSnapshot<Long> migrating = new Migrating();
        StateChanges changes = new StateChanges(states(COUNT, "n", before, before), JOB);

        assertThat(changes.changedStates(states(COUNT, "n", migrating, before))).isEmpty();
        assertThat(changes.changedStates(states(COUNT, "n", before, migrating)))
                .singleElement()
                .asString()
                .startsWith("state 'n' of operator 'count' (Count) cannot be read: its key was");
    }

    /** Of a serializer that migrates the state, as that of a POJO with an added field does. */
    private static final class Migrating implements TypeSerializerSnapshot<Long> {
        @Override
        public int getCurrentVersion() {
            return 1;
        }

        @Override
        public void writeSnapshot(DataOutputView out) {}

        @Override
        public void readSnapshot(int version, DataInputView in, ClassLoader classes) {}

        @Override
        public TypeSerializer<Long> restoreSerializer() {
            return LongSerializer.INSTANCE;
        }

        @Override
        public TypeSerializerSchemaCompatibility<Long> resolveSchemaCompatibility(TypeSerializerSnapshot<Long> before) {
            return TypeSerializerSchemaCompatibility.compatibleAfterMigration();
        }
    }

    private static SnapshotStates states(OperatorID operator, String state, TypeSerializer<?> value) {
        return states(operator, state, value, LongSerializer.INSTANCE);
    }

    private static SnapshotStates states(
            OperatorID operator, String state, TypeSerializer<?> value, TypeSerializer<?> key) {
        return states(operator, state, value.snapshotConfiguration(), key.snapshotConfiguration());
    }

    private static SnapshotStates states(
            OperatorID operator, String state, TypeSerializerSnapshot<?> value, TypeSerializerSnapshot<?> key) {
        return new SnapshotStates(
                Map.of(operator, Map.of(state, Map.of("VALUE_SERIALIZER", value, SnapshotStates.KEY, key))), Map.of());
    }
}
