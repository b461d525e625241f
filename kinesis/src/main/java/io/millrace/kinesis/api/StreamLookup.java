package io.millrace.kinesis.api;

import io.millrace.kinesis.request.ApiException;
import io.millrace.kinesis.request.StreamRequest;
import io.millrace.kinesis.store.KinesisStream;
import io.millrace.kinesis.store.Shard;
import io.millrace.kinesis.store.StreamState;
import io.millrace.kinesis.store.StreamStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the streams and shards that requests name, and answers with the service's errors when there are none. */
public final class StreamLookup {
    private final StreamStore store;
    private final InstantSource clock;

    public StreamLookup(StreamStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    StreamStore store() {
        return store;
    }

    /** The current time in milliseconds, the precision of the API and of the state file. */
    Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    KinesisStream stream(StreamRequest request) {
        return stream(request.streamName(), request.streamARN());
    }

    KinesisStream stream(@Nullable String name, @Nullable String arn) {
        if (arn == null) {
            if (name == null) {
                throw ApiException.invalidArgument("streamName or streamARN must be given");
            }
            return stream(name);
        }
        String named = Arns.streamName(arn)
                .orElseThrow(() -> ApiException.invalidArgument("streamARN must be a stream's ARN, got '" + arn + "'"));
        if (name != null && !name.equals(named)) {
            throw ApiException.invalidArgument(
                    "streamName and streamARN must name the same stream, got '" + name + "' and '" + arn + "'");
        }
        return stream(named);
    }

    KinesisStream stream(String name) {
        return store.find(name)
                .orElseThrow(() -> ApiException.resourceNotFound("stream '" + name + "' must exist; create it first"));
    }

    static Shard shard(StreamState stream, String id) {
        return stream.shards()
                .find(id)
                .orElseThrow(() -> ApiException.resourceNotFound(
                        "shard '" + id + "' must exist in stream '" + stream.name() + "'"));
    }

    /** Parses the NextToken of a list. */
    Token nextToken(String kind, int fields, String text) {
        Token token = Token.parse(kind, fields, text)
                .orElseThrow(() -> ApiException.invalidArgument(
                        "nextToken must be one that this operation returned, got '" + text + "'"));
        if (token.isExpired(now())) {
            throw ApiException.expiredNextToken("nextToken must be used within " + Token.LIFE.toMinutes()
                    + " minutes, and was issued at " + token.issued() + "; list again");
        }
        return token;
    }

    String nextToken(String kind, List<String> fields) {
        return new Token(kind, now(), fields).toString();
    }
}
