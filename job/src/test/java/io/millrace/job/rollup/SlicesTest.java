package io.millrace.job.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

class SlicesTest {
    private static Totals of(long value) {
        Totals totals = new Totals();
        totals.add(value);
        return totals;
    }

    private static Totals sum(SortedMap<Long, Totals> some) {
        Totals sum = new Totals();
        some.values().forEach(sum::merge);
        return sum;
    }

    /** For any order of partials, and any number per slice. */
    @Property
    void theyAreAsASortedMapIs(
            @ForAll @Size(max = 12) List<@IntRange(max = 9) Integer> ends,
            @ForAll @IntRange(max = 10) int from,
            @ForAll @IntRange(max = 10) int until) {
        Slices slices = new Slices();
        TreeMap<Long, Totals> expected = new TreeMap<>();
        for (int i = 0; i < ends.size(); i++) {
            long end = ends.get(i);
            Slices before = slices;
            slices = slices.with(end, of(i));
            expected.computeIfAbsent(end, any -> new Totals()).merge(of(i));
            assertThat(before).isNotEqualTo(slices);
        }

        assertThat(slices.size()).isEqualTo(expected.size());
        assertThat(slices.isEmpty()).isEqualTo(expected.isEmpty());
        assertThat(slices.has(from)).isEqualTo(expected.containsKey((long) from));
        assertThat(slices.hasUntil(until))
                .isEqualTo(!expected.headMap(until + 1L).isEmpty());
        assertThat(slices.between(from, until))
                .isEqualTo(from < until ? sum(expected.subMap(from + 1L, until + 1L)) : new Totals());
        Slices after = slices.after(from);
        assertThat(after.size()).isEqualTo(expected.tailMap(from + 1L).size());
        assertThat(after.between(-1, 10)).isEqualTo(sum(expected.tailMap(from + 1L)));
    }

    @Property
    void orderDoesNotMatter(@ForAll @Size(max = 8) @UniqueElements List<@IntRange(max = 99) Integer> ends) {
        Slices forth = new Slices();
        Slices back = new Slices();
        for (int i = 0; i < ends.size(); i++) {
            forth = forth.with(ends.get(i), of(ends.get(i)));
            int other = ends.get(ends.size() - 1 - i);
            back = back.with(other, of(other));
        }

        assertThat(forth).isEqualTo(back).hasSameHashCodeAs(back);
    }

    @Test
    void aSumBeyond64BitsIsKept() {
        Slices slices = new Slices().with(7, of(Long.MIN_VALUE)).with(7, of(Long.MIN_VALUE));

        assertThat(slices.between(0, 7).sum()).hasToString("-18446744073709551616");
    }
}
