package io.millrace.connector.kinesis.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** State that version 1 has written must be read for ever. */
class StateSerializersTest {
    private static final KinesisShardSplit SPLIT = new KinesisShardSplit(
            "shardId-000000000002",
            Set.of("shardId-000000000000", "shardId-000000000001"),
            BigInteger.ZERO,
            BigInteger.TWO.pow(128).subtract(BigInteger.ONE),
            ShardPosition.within("49590338271490256608559692538361571095921575989136588898", 17));

    private static final String SPLIT_1 =
            "0014736861726449642d303030303030303030303032000000020014736861726449642d3030303030303030"
                    + "303030300014736861726449642d303030303030303030303031000130002733343032383233363639323039"
                    + "3338343633343633333734363037343331373638323131343535000657495448494e80000000000000000038"
                    + "3439353930333338323731343930323536363038353539363932353338333631353731303935393231353735"
                    + "3938393133363538383839380000000000000011";

    private static final KinesisEnumeratorState STATE = new KinesisEnumeratorState(
            "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks",
            true,
            List.of(SPLIT.at(ShardPosition.latest(Instant.ofEpochMilli(1_795_914_740_123L)))),
            Set.of("shardId-000000000001"),
            Set.of("shardId-000000000000"));

    private static final String STATE_1 =
            "003461726e3a6177733a6b696e657369733a65752d776573742d313a3132333435363738393031323a737472"
                    + "65616d2f636c69636b7301000000010014736861726449642d30303030303030303030303200000002001473"
                    + "6861726449642d3030303030303030303030300014736861726449642d303030303030303030303031000130"
                    + "002733343032383233363639323039333834363334363333373436303734333137363832313134353500064c"
                    + "4154455354000001a224dc319b00000000000000000000000000010014736861726449642d30303030303030"
                    + "3030303031000000010014736861726449642d303030303030303030303030";

    private final KinesisShardSplitSerializer splits = new KinesisShardSplitSerializer();
    private final KinesisEnumeratorStateSerializer states = new KinesisEnumeratorStateSerializer();

    @Test
    void version1OfAShardIsRead() throws IOException {
        assertThat(HexFormat.of().formatHex(splits.serialize(SPLIT))).isEqualTo(SPLIT_1);
        assertThat(splits.deserialize(1, HexFormat.of().parseHex(SPLIT_1))).isEqualTo(SPLIT);
    }

    @Test
    void version1OfTheEnumeratorsStateIsRead() throws IOException {
        assertThat(HexFormat.of().formatHex(states.serialize(STATE))).isEqualTo(STATE_1);
        assertThat(states.deserialize(1, HexFormat.of().parseHex(STATE_1))).isEqualTo(STATE);
    }

    @Test
    void everyKindOfPositionIsReadAsItWasWritten() throws IOException {
        List<ShardPosition> positions = List.of(
                ShardPosition.TRIM_HORIZON,
                ShardPosition.latest(Instant.ofEpochMilli(5)),
                ShardPosition.at(Instant.ofEpochMilli(6)),
                ShardPosition.after("12"),
                ShardPosition.within("12", 3),
                ShardPosition.END);

        for (ShardPosition position : positions) {
            assertThat(splits.deserialize(splits.getVersion(), splits.serialize(SPLIT.at(position))))
                    .isEqualTo(SPLIT.at(position));
        }
        assertThat(positions).extracting(ShardPosition::kind).containsExactly(ShardPosition.Kind.values());
    }

    @Test
    void stateOfALaterVersionIsRefused() {
        assertThatThrownBy(() -> splits.deserialize(2, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessage("the version of the state must be 1, got '2'; restore it with the version of this"
                        + " connector that wrote it, or a later one");
        assertThatThrownBy(() -> states.deserialize(0, new byte[0])).isInstanceOf(IOException.class);
    }
}
