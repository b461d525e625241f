package io.millrace.job.rollup;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class KeepTopTest {
    private static Rollup rollup(int key, long value) {
        Totals totals = new Totals();
        totals.add(value);
        return new Rollup(String.valueOf(key), 0, 10, totals, Rollup.UNRANKED);
    }

    @Property(tries = 500)
    void mergedTopIsThatOfAllWhateverTheGrouping(
            @ForAll List<@IntRange(max = 9) Integer> values,
            @ForAll @IntRange(min = 1, max = 6) int size,
            @ForAll @IntRange(min = 1, max = 4) int groups,
            @ForAll Random random) {
        Ranking ranking = new Ranking(Aggregation.MAX);
        KeepTop keepTop = new KeepTop(ranking, size);
        List<Rollup> all = new ArrayList<>();
        List<Top> tops = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            tops.add(keepTop.createAccumulator());
        }
        for (int i = 0; i < values.size(); i++) {
            all.add(rollup(i, values.get(i)));
            int group = random.nextInt(groups);
            tops.set(group, keepTop.add(all.get(i), tops.get(group)));
        }
        Top merged = keepTop.createAccumulator();
        for (Top top : tops) {
            merged = keepTop.merge(merged, top);
        }

        assertThat(merged.rollups)
                .containsExactlyElementsOf(
                        all.stream().sorted(ranking).limit(size).collect(toList()));
    }
}
