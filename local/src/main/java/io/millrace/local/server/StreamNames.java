package io.millrace.local.server;

import static java.util.stream.Collectors.joining;

import io.millrace.assembly.streams.StreamException;
import java.util.List;

/** Finds a stream by its physical name, its logical id, or the property group that binds it. */
final class StreamNames {
    private StreamNames() {}

    /**
     * Finds a stream.
     *
     * @throws StreamException when no stream, or more than one, has that name
     */
    static KnownStream find(List<KnownStream> streams, String called) {
        List<KnownStream> matches =
                streams.stream().filter(stream -> stream.isCalled(called)).toList();
        if (matches.size() == 1) {
            return matches.get(0);
        }
        String problem = matches.isEmpty() ? "no stream is called '%s'" : "several streams are called '%s'";
        throw new StreamException((problem + "; the streams are:%n%s")
                .formatted(called, streams.stream().map(StreamNames::describe).collect(joining("%n".formatted()))));
    }

    private static String describe(KnownStream stream) {
        String groups = stream.groups().isEmpty() ? "" : " (" + String.join(", ", stream.groups()) + ")";
        return "  " + stream.name() + groups;
    }
}
