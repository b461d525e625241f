package io.millrace.connector.kinesis.enumerator;

import io.millrace.connector.kinesis.split.FinishedShard;
import io.millrace.connector.kinesis.split.ListedShard;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The shards that have been read to their ends, whose readers wait until all of the children have been opened. Not state: a
 * restored reader does not wait.
 */
final class AwaitedChildren {
    private final Map<String, Parent> parents = new HashMap<>();
    /** Open shards. */
    private final Set<String> opened = new HashSet<>();

    /** A shard that has been read, and which of its children are not known to be open. */
    private static final class Parent {
        private final int reader;
        private final Set<String> children = new HashSet<>();
        private boolean known;

        private Parent(int reader) {
            this.reader = reader;
        }

        private void add(Collection<ListedShard> shards) {
            shards.forEach(shard -> children.add(shard.shardId()));
            known |= !shards.isEmpty();
        }
    }

    /** Takes the report that a shard has been read. */
    void finished(FinishedShard shard, int reader) {
        opened.remove(shard.shardId());
        Parent parent = new Parent(reader);
        parent.add(shard.children());
        parents.put(shard.shardId(), parent);
    }

    /**
     * Takes all shards of the stream.
     *
     * @param complete whether the listing began after all reports that have come
     */
    void listed(Collection<ListedShard> shards, boolean complete) {
        parents.forEach((id, parent) -> {
            if (!parent.known) {
                parent.add(shards.stream()
                        .filter(shard -> shard.parentShardIds().contains(id))
                        .collect(Collectors.toSet()));
                // without children in it, they have expired
                parent.known |= complete;
            }
        });
    }

    void opened(Set<String> shardIds) {
        opened.addAll(shardIds);
    }

    /** Takes back shards of a reader that has failed. */
    void returned(Set<String> shardIds) {
        opened.removeAll(shardIds);
    }

    /**
     * Removes the shards whose children are all open.
     *
     * @param finished of shards that have been read
     * @return the shards, each with its reader
     */
    Map<String, Integer> take(Set<String> finished) {
        Map<String, Integer> taken = new HashMap<>();
        for (Iterator<Map.Entry<String, Parent>> all = parents.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Parent> parent = all.next();
            Set<String> children = parent.getValue().children;
            children.removeIf(child -> opened.contains(child) || finished.contains(child));
            if (parent.getValue().known && children.isEmpty()) {
                taken.put(parent.getKey(), parent.getValue().reader);
                all.remove();
            }
        }
        return taken;
    }
}
