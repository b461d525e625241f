package io.millrace.local.server;

import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.streams.StreamClient;
import io.millrace.assembly.streams.StreamException;
import io.millrace.assembly.streams.StreamFollower;
import io.millrace.assembly.streams.StreamHistory;
import io.millrace.assembly.streams.StreamWriter;
import io.millrace.local.process.StageException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The streams of a running stage, on any server. Each stream is named by the property group that binds it, by its logical
 * id or by its physical name.
 */
public final class StageStreams implements AutoCloseable {
    private final List<KnownStream> streams;
    private final Map<StreamBackend, StreamClient> clients = new EnumMap<>(StreamBackend.class);

    /** @param servers the addresses of the servers, by {@link LocalServer#name()} */
    public StageStreams(List<KnownStream> streams, Map<String, String> servers, String region) {
        this.streams = List.copyOf(streams);
        servers.forEach((name, address) -> LocalServers.streamServer(name)
                .ifPresent(server -> clients.put(server.backend(), server.client(address, region))));
    }

    /**
     * The physical name of a stream.
     *
     * @throws StreamException when no stream, or more than one, has that name
     */
    public String name(String called) {
        return StreamNames.find(streams, called).name();
    }

    /**
     * A stream.
     *
     * @throws StreamException when no stream, or more than one, has that name
     */
    public KnownStream find(String called) {
        return StreamNames.find(streams, called);
    }

    public StreamWriter writer(String called) {
        KnownStream stream = StreamNames.find(streams, called);
        return client(stream).writer(stream.name());
    }

    /** Reads a stream from its oldest record on. */
    public StreamFollower fromStart(String called) {
        KnownStream stream = StreamNames.find(streams, called);
        return client(stream).fromStart(stream.name());
    }

    /** Reads the records of a stream that arrived at a time or later. */
    public StreamFollower from(String called, Instant time) {
        KnownStream stream = StreamNames.find(streams, called);
        return client(stream).from(stream.name(), time);
    }

    /** Reads the records of a stream that arrived between two times, of which the second is not after now. */
    public StreamHistory history(String called, Instant from, Instant to) {
        KnownStream stream = StreamNames.find(streams, called);
        return client(stream).history(stream.name(), from, to);
    }

    /** Reads the records that arrive in a stream from now on. */
    public StreamFollower fromNow(String called) {
        KnownStream stream = StreamNames.find(streams, called);
        return client(stream).fromNow(stream.name());
    }

    /** Deletes streams with their records. */
    public void delete(List<KnownStream> deleted) {
        clients.forEach((backend, client) -> client.delete(deleted.stream()
                .filter(stream -> stream.backend() == backend)
                .map(KnownStream::name)
                .toList()));
    }

    private StreamClient client(KnownStream stream) {
        StreamClient client = clients.get(stream.backend());
        if (client == null) {
            throw new StageException("stream %s is on %s, which is still starting; try again in a moment"
                    .formatted(stream.name(), stream.backend()));
        }
        return client;
    }

    @Override
    public void close() {
        clients.values().forEach(StreamClient::close);
    }
}
