package io.millrace.job.cep;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.State;
import org.apache.flink.cep.nfa.StateTransition;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.RichNotCondition;
import org.jspecify.annotations.Nullable;

/**
 * A pattern that is a chain: each record is followed by the next one that fits, whatever comes between, and the last one
 * perhaps by the absence of another. Every attempt then has one way to go on, and its state is the time of its first
 * record and how many records it has taken. All conditions are {@link AgeCondition}s, and no attempt is skipped after a
 * match.
 *
 * <p>It is read from flink-cep's automaton, with what that adds to the pattern: a record that must not follow a step of
 * several records already stops an attempt that waits for the last of them.
 */
public final class PatternChain<E> {
    private final List<AgeCondition<E>> steps = new ArrayList<>();
    /** By the number of records taken: what stops the attempt. */
    private final List<@Nullable AgeCondition<E>> stops = new ArrayList<>();

    private final Map<String, Integer> taken = new HashMap<>();
    private boolean endsWithAbsence;

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException if it is not such a chain
     */
    public static <E> PatternChain<E> of(Pattern<E, ?> pattern) {
        if (pattern.getAfterMatchSkipStrategy().isSkipStrategy()) {
            throw unsupported("skips attempts after a match");
        }
        return new PatternChain<>(NFACompiler.compileFactory(pattern, false).createNFA());
    }

    private PatternChain(NFA<E> automaton) {
        State<E> state = automaton.getStates().stream()
                .filter(State::isStart)
                .findFirst()
                .orElseThrow();
        while (state != null && !state.isFinal()) {
            if (taken.put(state.getName(), steps.size()) != null) {
                throw unsupported("repeats a step without end");
            }
            endsWithAbsence = state.isPending();
            state = add(state);
        }
    }

    /** Adds a state to the chain, and returns the one that follows. */
    private @Nullable State<E> add(State<E> state) {
        State<E> following = null;
        AgeCondition<E> stop = null;
        boolean ignoresOthers = state.isStart();
        for (StateTransition<E> transition : state.getStateTransitions()) {
            State<E> target = transition.getTargetState();
            switch (transition.getAction()) {
                case IGNORE:
                    check(
                            target.equals(state) && transition.getCondition() instanceof RichNotCondition,
                            "may ignore what it could take");
                    ignoresOthers = true;
                    break;
                case TAKE:
                    check(following == null, "has several ways to go on");
                    steps.add(condition(transition));
                    following = target;
                    break;
                default:
                    check(target.isStop() && stop == null, "has steps that are optional or repeated");
                    stop = condition(transition);
            }
        }
        check(ignoresOthers, "needs its records next to each other");
        stops.add(stop);
        return following;
    }

    private static <E> AgeCondition<E> condition(StateTransition<E> transition) {
        check(transition.getCondition() instanceof AgeCondition, "has conditions on more than a record and the time");
        return (AgeCondition<E>) transition.getCondition();
    }

    private static void check(boolean supported, String otherwise) {
        if (!supported) {
            throw unsupported(otherwise);
        }
    }

    private static IllegalArgumentException unsupported(String why) {
        return new IllegalArgumentException(
                "pattern must be a chain of records, each followed by the next that fits; this one " + why);
    }

    /** How many records a match has. */
    public int length() {
        return steps.size();
    }

    /** Whether a record of this kind is the next one for an attempt. */
    public boolean takes(int taken, E event) {
        return taken < steps.size() && steps.get(taken).fits(event);
    }

    /** Whether a record of this kind ends an attempt, even if it would be the next one. */
    public boolean stops(int taken, E event) {
        AgeCondition<E> stop = stops.get(taken);
        return stop != null && stop.fits(event);
    }

    /** Whether an attempt that has taken so many records is a match: not if it must also wait for an absence. */
    public boolean isComplete(int taken) {
        return !endsWithAbsence && taken == steps.size();
    }

    /**
     * How long after its first record an attempt can go on, exclusive, in milliseconds. When it has taken all records and
     * waits for an absence, it is a match then.
     */
    public long withinMillis(int taken) {
        AgeCondition<E> next = taken < steps.size() ? steps.get(taken) : stops.get(taken);
        return requireNonNull(next, "a match is complete").withinMillis();
    }

    /** How many records an attempt in a state of flink-cep's automaton has taken. */
    int taken(String state) {
        return requireNonNull(taken.get(state), state);
    }
}
