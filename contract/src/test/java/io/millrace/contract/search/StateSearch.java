package io.millrace.contract.search;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Visits every state that a model can reach, breadth first, so that the path to a broken rule is the shortest there is from
 * its starting point.
 */
public final class StateSearch {
    private final Map<String, String> broken = new LinkedHashMap<>();
    private final int starts;
    private final double seconds;
    private int states;
    private int depth;

    private StateSearch(Collection<? extends SearchedState> starts) {
        long begin = System.nanoTime();
        this.starts = starts.size();
        starts.forEach(this::search);
        this.seconds = (System.nanoTime() - begin) / 1e9;
    }

    /** Searches from each of the starting points in turn. */
    public static StateSearch from(Collection<? extends SearchedState> starts) {
        return new StateSearch(starts);
    }

    private void search(SearchedState start) {
        Deque<Node> open = new ArrayDeque<>();
        Set<SearchedState> seen = new HashSet<>();
        open.add(new Node(start, Optional.empty(), "", 0));
        seen.add(start);
        while (!open.isEmpty()) {
            Node node = open.remove();
            depth = Math.max(depth, node.depth);
            node.state.events().forEach((event, next) -> step(node, event, next, seen)
                    .ifPresent(open::add));
        }
        states += seen.size();
    }

    private Optional<Node> step(Node from, String event, Supplier<SearchedState> next, Set<SearchedState> seen) {
        try {
            SearchedState state = next.get();
            return seen.add(state)
                    ? Optional.of(new Node(state, Optional.of(from), event, from.depth + 1))
                    : Optional.empty();
        } catch (BrokenRule rule) {
            broken.putIfAbsent(rule.rule(), rule.getMessage() + from.path() + "\n  " + event);
            return Optional.empty();
        }
    }

    /** Each broken rule, with the shortest path to it. */
    public List<String> broken() {
        return new ArrayList<>(broken.values());
    }

    public int states() {
        return states;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d states, up to %d steps deep, from %d starting points, in %.1f s%s",
                states,
                depth,
                starts,
                seconds,
                broken.isEmpty() ? "" : "\n" + String.join("\n", broken.values()));
    }

    private static final class Node {
        private final SearchedState state;
        private final Optional<Node> before;
        private final String event;
        private final int depth;

        private Node(SearchedState state, Optional<Node> before, String event, int depth) {
            this.state = state;
            this.before = before;
            this.event = event;
            this.depth = depth;
        }

        private String path() {
            return before.map(node -> node.path() + "\n  " + event + " -> " + state)
                    .orElseGet(() -> "\n  " + state);
        }
    }
}
