package io.millrace.kinesis;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks up what requests are about, in the service's words when it is not there. */
final class Catalog {
    private final StreamStore store;
    private final InstantSource clock;

    Catalog(StreamStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    StreamStore store() {
        return store;
    }

    /** The present, in the milliseconds that the API and the state file keep. */
    Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    KinesisStream stream(OnStream request) {
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
                        "shard '" + id + "' must be one of stream '" + stream.name() + "', which has none of that id"));
    }

    /** Reads the NextToken of a list. */
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
