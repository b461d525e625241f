package io.millrace.local.runtime;

import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.streams.StreamClient;
import io.millrace.assembly.streams.StreamException;
import io.millrace.assembly.streams.StreamFollower;
import io.millrace.assembly.streams.StreamWriter;
import io.millrace.local.runtime.StageRecord.KnownStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The streams of a stage that runs, whatever holds them. Wherever a stream is named, that is by its property group's id,
 * its logical id or its physical name.
 */
public final class StageStreams implements AutoCloseable {
    private final List<KnownStream> streams;
    private final Map<StreamBackend, StreamClient> clients = new EnumMap<>(StreamBackend.class);

    private StageStreams(StageRecord stage) {
        this.streams = stage.streams();
        stage.servers().forEach((name, address) -> LocalServers.streamServer(name)
                .ifPresent(server -> clients.put(server.backend(), server.client(address, stage.region()))));
    }

    /**
     * The streams of a stage that somebody runs.
     *
     * @throws StageException when its servers do not serve yet
     */
    public static StageStreams of(StageRecord stage) {
        if (stage.servers().isEmpty()) {
            throw new StageException("stage %s is still starting; try again in a moment".formatted(stage.stage()));
        }
        return new StageStreams(stage);
    }

    /**
     * The physical name.
     *
     * @throws StreamException when no stream, or more than one, is called that
     */
    public String name(String called) {
        return StreamNames.find(streams, called).name();
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

    /** Reads what comes to a stream from now on. */
    public StreamFollower fromNow(String called) {
        KnownStream stream = StreamNames.find(streams, called);
        return client(stream).fromNow(stream.name());
    }

    private StreamClient client(KnownStream stream) {
        StreamClient client = clients.get(stream.backend());
        if (client == null) {
            throw new StageException("stream %s is on %s, which does not serve yet; try again in a moment"
                    .formatted(stream.name(), stream.backend()));
        }
        return client;
    }

    @Override
    public void close() {
        clients.values().forEach(StreamClient::close);
    }
}
