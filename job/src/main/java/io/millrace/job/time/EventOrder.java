package io.millrace.job.time;

import io.millrace.job.record.SourceRecord;

/**
 * The order of a key's events that have the same time, and what is needed to reject an event that is too late. Every
 * result depends on the event alone, so that a replay gives the same.
 */
public interface EventOrder<E> extends KeyOrder<E> {
    /**
     * Compares two events of one key and time, as {@link #kept} returns them.
     *
     * @return zero if they are equal: one is a duplicate
     */
    @Override
    int compare(E left, E right);

    /**
     * The event as it is buffered and emitted: without what only {@link #source} and {@link #lateness} need.
     */
    E kept(E event);

    /** The record that the event was read from. */
    SourceRecord source(E event);

    /** The reason for which a late event is rejected. */
    String lateness(E event);
}
