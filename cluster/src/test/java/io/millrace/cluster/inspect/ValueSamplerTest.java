package io.millrace.cluster.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

class ValueSamplerTest {
    private long nanos = 1_000;

    @Test
    void aSecondHasAtMostAsManySamplesAsAskedForAlsoAtOnce() {
        ValueSampler sampler = new ValueSampler(3, () -> nanos);

        offer(sampler, 10);
        assertThat(texts(sampler)).containsExactly("0", "1", "2");
        nanos += TimeUnit.MILLISECONDS.toNanos(334);
        offer(sampler, 10);
        assertThat(texts(sampler)).containsExactly("0");
        nanos += TimeUnit.HOURS.toNanos(1);
        offer(sampler, 10);
        assertThat(texts(sampler)).containsExactly("0", "1", "2");
        assertThat(sampler.seen()).isEqualTo(30);
    }

    @Test
    void moreThanTheQueueHoldsIsLeftOut() {
        ValueSampler sampler = new ValueSampler(2 * ValueSampler.QUEUED, () -> nanos);

        offer(sampler, 2 * ValueSampler.QUEUED);

        assertThat(texts(sampler)).hasSize(ValueSampler.QUEUED);
    }

    @Test
    void aSampleHasItsSubtaskItsTimestampAndItsSideOutput() {
        ValueSampler sampler = new ValueSampler(2, () -> nanos);
        sampler.offer(4, null, new StreamRecord<>("value", 17));
        sampler.offer(5, new OutputTag<>("late", Types.STRING), new StreamRecord<>("value"));

        ValueSample main = Objects.requireNonNull(sampler.poll());
        ValueSample side = Objects.requireNonNull(sampler.poll());

        assertThat(main.subtask).isEqualTo(4);
        assertThat(main.timestamp).isEqualTo(OptionalLong.of(17));
        assertThat(main.sideOutput).isEmpty();
        assertThat(main.type).isEqualTo("String");
        assertThat(side.subtask).isEqualTo(5);
        assertThat(side.timestamp).isEmpty();
        assertThat(side.sideOutput).isEqualTo("late");
    }

    @Test
    void onlyTheOutputsOfASamplerAreSampledUntilItIsForgotten() {
        ValueSampler sampler = new ValueSampler(10, () -> nanos);
        ValueSampler another = new ValueSampler(10, () -> nanos);
        List<String> output = new ArrayList<>(List.of("equal"));
        List<String> equalOutput = new ArrayList<>(List.of("equal"));
        InspectedOutputs.inspect(sampler, List.of(new SubtaskOutput("id", "Map", 1, output)));
        InspectedOutputs.inspect(another, List.of(new SubtaskOutput("id", "Map", 1, output)));

        InspectedOutputs.offer(output, new StreamRecord<>("seen"));
        InspectedOutputs.offer(equalOutput, new StreamRecord<>("another output"));
        InspectedOutputs.forget(sampler);
        InspectedOutputs.offer(output, new OutputTag<>("late", Types.STRING), new StreamRecord<>("later"));
        InspectedOutputs.forget(another);
        InspectedOutputs.offer(output, new StreamRecord<>("after the end"));

        assertThat(texts(sampler)).containsExactly("seen");
        assertThat(texts(another)).containsExactly("seen", "later");
    }

    private static void offer(ValueSampler sampler, int count) {
        for (int i = 0; i < count; i++) {
            sampler.offer(0, null, new StreamRecord<>(i));
        }
    }

    private static List<String> texts(ValueSampler sampler) {
        List<String> texts = new ArrayList<>();
        for (ValueSample sample = sampler.poll(); sample != null; sample = sampler.poll()) {
            texts.add(sample.text);
        }
        return texts;
    }
}
