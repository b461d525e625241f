package io.millrace.job.outliers;

import java.util.Arrays;

/** Times and values of one key and slice, to be sorted. The arrays are used again for the next key. */
final class MeasurementList {
    private static final int FIRST_SIZE = 64;
    /** Up to this size, insertion is faster than counting. */
    private static final int FEW = 48;

    private static final int SLICE_MILLIS = (int) Measurements.SLICE.toMillis();

    private long[] times = new long[FIRST_SIZE];
    private long[] values = new long[FIRST_SIZE];
    private int size;
    /** Whether each is after the one before it. */
    private boolean inOrder = true;

    boolean isEmpty() {
        return size == 0;
    }

    void clear() {
        size = 0;
        inOrder = true;
    }

    void add(long time, long value) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        times[size] = time;
        values[size] = value;
        inOrder &= size == 0 || isAfter(time, value, size - 1);
        size++;
    }

    void add(Measurements measurements) {
        for (int i = 0; i < measurements.size(); i++) {
            add(measurements.time(i), measurements.value(i));
        }
    }

    private boolean isAfter(long time, long value, int index) {
        return time > times[index] || (time == times[index] && value > values[index]);
    }

    /** Sorts by time and value, and drops duplicates. */
    void sort() {
        if (inOrder) {
            return;
        }
        if (size <= FEW) {
            insert();
        } else {
            count();
        }
        dropDuplicates();
        inOrder = true;
    }

    private void insert() {
        for (int i = 1; i < size; i++) {
            long time = times[i];
            long value = values[i];
            int to = i;
            while (to > 0 && !isAfter(time, value, to - 1)) {
                times[to] = times[to - 1];
                values[to] = values[to - 1];
                to--;
            }
            times[to] = time;
            values[to] = value;
        }
    }

    /** All are in one slice, so they are put where they belong by their time, and only those of one time are compared. */
    private void count() {
        long start = Measurements.slice(times[0]);
        int[] ends = new int[SLICE_MILLIS];
        for (int i = 0; i < size; i++) {
            ends[(int) (times[i] - start)]++;
        }
        for (int millis = 1; millis < SLICE_MILLIS; millis++) {
            ends[millis] += ends[millis - 1];
        }
        long[] sorted = new long[values.length];
        int[] next = ends.clone();
        for (int i = size - 1; i >= 0; i--) {
            sorted[--next[(int) (times[i] - start)]] = values[i];
        }
        int from = 0;
        for (int millis = 0; millis < SLICE_MILLIS; millis++) {
            Arrays.sort(sorted, from, ends[millis]);
            Arrays.fill(times, from, ends[millis], start + millis);
            from = ends[millis];
        }
        values = sorted;
    }

    private void dropDuplicates() {
        int kept = 1;
        for (int i = 1; i < size; i++) {
            if (isAfter(times[i], values[i], kept - 1)) {
                times[kept] = times[i];
                values[kept] = values[i];
                kept++;
            }
        }
        size = kept;
    }

    /** How many of the sorted ones have a time or an earlier one. */
    int until(long time) {
        int count = size;
        while (count > 0 && times[count - 1] > time) {
            count--;
        }
        return count;
    }

    int size() {
        return size;
    }

    /** Some of the sorted ones. */
    Measurements range(String key, int from, int end) {
        return new Measurements(key, Arrays.copyOfRange(times, from, end), Arrays.copyOfRange(values, from, end));
    }
}
