package io.millrace.lifecycle;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses which snapshots a successful deploy deletes. The service deletes none, and at 1,000 it refuses to take another,
 * which fails every update and stop.
 */
final class SnapshotRetention {
    /** @param ready whether it is complete; others are neither counted nor deleted */
    record Snapshot(String name, Instant created, boolean ready) {
        Snapshot {
            requireNonNull(name, "name is null");
            requireNonNull(created, "created is null");
        }
    }

    private SnapshotRetention() {}

    /**
     * The snapshots beyond the newest ones, oldest first.
     *
     * @param kept how many of the newest are kept; at least one
     * @param inUse names of snapshots that are kept as well
     */
    static List<Snapshot> expired(List<Snapshot> snapshots, int kept, List<String> inUse) {
        return snapshots.stream()
                .filter(Snapshot::ready)
                .sorted(Comparator.comparing(Snapshot::created).reversed())
                .skip(Math.max(kept, 1))
                .filter(snapshot -> !inUse.contains(snapshot.name()))
                .sorted(Comparator.comparing(Snapshot::created))
                .toList();
    }
}
