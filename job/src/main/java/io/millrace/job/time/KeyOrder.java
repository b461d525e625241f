package io.millrace.job.time;

import java.io.Serializable;
import java.util.Comparator;

/** The order of a key's elements that have the same time. Every result depends on the elements alone. */
public interface KeyOrder<E> extends Comparator<E>, Serializable {
    /** The key of an element, by which the stream is partitioned. */
    String key(E element);

    /**
     * Compares two elements of one key and time.
     *
     * @return zero if they are equal: they become one
     */
    @Override
    int compare(E left, E right);

    /** What becomes of two equal elements of one key and time: one of them is a duplicate, unless this says otherwise. */
    default E merge(E left, E right) {
        return left;
    }
}
