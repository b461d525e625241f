package io.millrace.cluster.inspect;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The uids and names of the operators that were submitted to this cluster: a running task knows only their ids. */
public final class OperatorUids {
    private static final Map<String, Entry> BY_ID = new ConcurrentHashMap<>();

    private OperatorUids() {}

    /** Adds an operator by its id, which is 32 hexadecimal digits. */
    public static void add(String id, @Nullable String uid, String name) {
        BY_ID.put(id, new Entry(uid, name));
    }

    static Optional<Entry> find(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    /** What the job's code calls an operator. */
    static final class Entry {
        /** Empty when the code sets none. */
        final String uid;

        final String name;

        Entry(@Nullable String uid, String name) {
            this.uid = uid == null ? "" : uid;
            this.name = name;
        }
    }
}
