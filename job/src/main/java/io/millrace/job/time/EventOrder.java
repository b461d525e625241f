package io.millrace.job.time;

import io.millrace.job.record.SourceRecord;
import java.io.Serializable;
import java.util.Comparator;

/**
 * Which of a key's events goes first when both have the same time, and what becomes of one that is too late to have a
 * place in the order. Every answer is a function of the event alone, so that a replay gives the same.
 */
public interface EventOrder<E> extends Comparator<E>, Serializable {
    /**
     * Compares two events of one key and time, as {@link #kept} leaves them.
     *
     * @return zero when nothing tells them apart: they are one event and its repeat
     */
    @Override
    int compare(E left, E right);

    /**
     * What waits for its turn and is handed on: the event, without what only {@link #source} and {@link #lateness}
     * need.
     */
    E kept(E event);

    /** The record that the event was read from. */
    SourceRecord source(E event);

    /** Why an event is turned away that comes after its time has passed. */
    String lateness(E event);
}
