package io.millrace.kinesis.api;

import static java.util.Objects.requireNonNull;

import io.millrace.kinesis.limit.Limits;
import io.millrace.kinesis.request.ApiException;
import io.millrace.kinesis.request.StreamRequest;
import io.millrace.kinesis.store.KinesisStream;
import io.millrace.kinesis.store.Shard;
import io.millrace.kinesis.store.StreamConsumer;
import io.millrace.kinesis.store.StreamMode;
import io.millrace.kinesis.store.StreamState;
import io.millrace.kinesis.store.StreamStatus;
import io.millrace.kinesis.store.StreamStore;
import io.millrace.kinesis.store.TimeWindow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what requests name, and answers with the service's errors when it does not exist or is busy. A change takes
 * effect at once, but the stream shows it for a moment, as in the service: CREATING, UPDATING or DELETING.
 */
public final class StreamLookup {
    static final int MAX_CREATING = 5;

    private final StreamStore store;
    private final InstantSource clock;
    private final Duration transition;
    private final Limits limits;
    private final Map<String, Deleted> deleted = new ConcurrentHashMap<>();

    private record Deleted(StreamState state, boolean wasCreating, TimeWindow window) {}

    /** A stream, or one of its consumers. */
    record Resource(KinesisStream stream, @Nullable StreamConsumer consumer) {
        /** Changes the consumer in the stream's present state. */
        StreamState replace(StreamState state, UnaryOperator<StreamConsumer> change) {
            String name = requireNonNull(consumer, "consumer is null").name();
            StreamConsumer present = state.consumer(name)
                    .orElseThrow(() -> ApiException.resourceNotFound("consumer '" + name + "' must be registered"));
            return state.replace(present, change.apply(present));
        }
    }

    /** @param transition how long a stream shows a status other than ACTIVE after a change */
    public StreamLookup(StreamStore store, InstantSource clock, Duration transition, Limits limits) {
        this.store = store;
        this.clock = clock;
        this.transition = transition;
        this.limits = limits;
    }

    Limits limits() {
        return limits;
    }

    static Limits.Shard limited(StreamState stream, int shard) {
        return new Limits.Shard(stream.name(), stream.created().toEpochMilli(), shard);
    }

    /** Whether an operation may change a stream once more, so many times in 24 hours at most. */
    boolean admitsRare(String operation, StreamState stream, int timesPerDay) {
        return limits.admitsRare(operation + " " + stream.name() + " " + stream.created(), timesPerDay);
    }

    static String rateExceeded(Limits.Shard shard) {
        return "Rate exceeded for shard " + Shard.id(shard.number()) + " in stream " + shard.stream()
                + "; see the limits of a shard, or start the server with --limits off";
    }

    StreamStore store() {
        return store;
    }

    /** The current time in milliseconds, the precision of the API and of the state file. */
    Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    List<StreamState> states() {
        return store.names().stream()
                .flatMap(name -> store.find(name).stream())
                .map(KinesisStream::state)
                .toList();
    }

    /** The open shards of all streams. */
    int openShards() {
        return openShards(states().stream());
    }

    /** The open shards of all streams that are not on demand. */
    int provisionedShards() {
        return openShards(states().stream().filter(state -> state.mode() == StreamMode.PROVISIONED));
    }

    private static int openShards(Stream<StreamState> streams) {
        return streams.mapToInt(state -> state.shards().open().size()).sum();
    }

    /** The service creates few streams at the same time. */
    void checkCreating() {
        long creating = store.names().stream()
                .flatMap(name -> store.find(name).stream())
                .filter(stream -> stream.status() == StreamStatus.CREATING)
                .count();
        if (limits.isOn() && creating >= MAX_CREATING) {
            throw ApiException.limitExceeded(
                    "at most " + MAX_CREATING + " streams must be CREATING at the same time; wait until one is ACTIVE");
        }
    }

    /** Shows a stream that was created just now as CREATING. */
    void created(String name) {
        store.find(name).ifPresent(stream -> stream.show(StreamStatus.CREATING, transition));
    }

    void delete(KinesisStream stream) throws IOException {
        StreamState state = stream.state();
        boolean wasCreating = stream.status() == StreamStatus.CREATING;
        Deleted shown = new Deleted(state, wasCreating, new TimeWindow(clock.instant(), transition));
        deleted.put(state.name(), shown);
        try {
            store.delete(state.name());
        } catch (IOException e) {
            deleted.remove(state.name(), shown);
            throw e;
        }
    }

    /** What requests see of a stream. One that is CREATING, or was until it was deleted, has no shards yet. */
    record Shown(StreamState state, StreamStatus status, boolean hasShards) {
        static Shown of(KinesisStream stream) {
            StreamStatus status = stream.status();
            return new Shown(stream.state(), status, status != StreamStatus.CREATING);
        }
    }

    /** A stream, or one that is DELETING. */
    Shown shown(StreamRequest request) {
        return deleting(name(request.streamName(), request.streamARN())).orElseGet(() -> Shown.of(stream(request)));
    }

    /** A deleted stream, as long as it is shown. */
    Optional<Shown> deleting(String name) {
        Deleted last = deleted.get(name);
        if (last == null) {
            return Optional.empty();
        }
        if (!last.window().includes(clock.instant())) {
            deleted.remove(name, last);
            return Optional.empty();
        }
        return Optional.of(new Shown(last.state(), StreamStatus.DELETING, !last.wasCreating()));
    }

    /** Changes a stream that must be ACTIVE, and is UPDATING then. */
    void update(KinesisStream stream, UnaryOperator<StreamState> change) throws IOException {
        stream.change(state -> {
            if (stream.status() != StreamStatus.ACTIVE) {
                throw ApiException.resourceInUse("stream '" + state.name() + "' must be ACTIVE, and is "
                        + stream.status() + "; try again later");
            }
            StreamState next = change.apply(state);
            stream.show(StreamStatus.UPDATING, transition);
            return next;
        });
    }

    /** A consumer is CREATING for a moment, too. */
    StreamStatus status(StreamConsumer consumer) {
        return new TimeWindow(consumer.created(), transition).includes(clock.instant())
                ? StreamStatus.CREATING
                : StreamStatus.ACTIVE;
    }

    KinesisStream stream(StreamRequest request) {
        return stream(request.streamName(), request.streamARN());
    }

    /** A stream whose records can be written and read: it is not CREATING. */
    KinesisStream usable(StreamRequest request) {
        KinesisStream stream = stream(request);
        if (stream.status() == StreamStatus.CREATING) {
            throw ApiException.resourceNotFound(creating(stream));
        }
        return stream;
    }

    /**
     * A stream whose shards can be listed, and whose consumers registered: it is not CREATING. Here the service has
     * another error than where records are written and read.
     */
    KinesisStream created(@Nullable String name, @Nullable String arn, @Nullable Instant created) {
        KinesisStream stream = stream(name, arn, created);
        if (stream.status() == StreamStatus.CREATING) {
            throw ApiException.resourceInUse(creating(stream));
        }
        return stream;
    }

    private static String creating(KinesisStream stream) {
        return "stream '" + stream.state().name() + "' must be ACTIVE, and is CREATING; wait until it is ACTIVE";
    }

    /**
     * A stream that was created at a time, in seconds: an earlier or later one of its name is not meant.
     *
     * @param created null for whichever stream has the name
     */
    KinesisStream stream(@Nullable String name, @Nullable String arn, @Nullable Instant created) {
        KinesisStream stream = stream(name, arn);
        Instant actual = stream.state().created();
        if (created != null && created.getEpochSecond() != actual.getEpochSecond()) {
            throw ApiException.resourceNotFound("stream '" + stream.state().name()
                    + "' must have been created at streamCreationTimestamp, got " + created + " and " + actual);
        }
        return stream;
    }

    KinesisStream stream(@Nullable String name, @Nullable String arn) {
        return stream(name(name, arn));
    }

    /** The name that a request gives, be it in an ARN. */
    static String name(@Nullable String name, @Nullable String arn) {
        if (arn == null) {
            if (name == null) {
                throw ApiException.invalidArgument("streamName or streamARN must be given");
            }
            return name;
        }
        String named = Arns.streamName(arn)
                .orElseThrow(() -> ApiException.invalidArgument("streamARN must be a stream's ARN, got '" + arn + "'"));
        if (name != null && !name.equals(named)) {
            throw ApiException.invalidArgument(
                    "streamName and streamARN must name the same stream, got '" + name + "' and '" + arn + "'");
        }
        return named;
    }

    KinesisStream stream(String name) {
        return store.find(name)
                .orElseThrow(() -> ApiException.resourceNotFound("stream '" + name + "' must exist; create it first"));
    }

    static Shard shard(StreamState stream, String id) {
        return stream.shards().find(id).orElseThrow(() -> missing(stream, id, ""));
    }

    /** A shard that can be read: one whose records have all expired is gone for the service. */
    Shard readable(StreamState stream, String id) {
        Shard shard = shard(stream, id);
        if (!stream.keeps(shard, now())) {
            throw missing(stream, id, ", and all of its records have expired");
        }
        return shard;
    }

    private static ApiException missing(StreamState stream, String shard, String reason) {
        return ApiException.resourceNotFound(
                "shard '" + shard + "' must exist in stream '" + stream.name() + "'" + reason);
    }

    /** What an ARN names: a stream, or a consumer. */
    Resource resource(String arn) {
        Optional<String> name = Arns.streamName(arn);
        return name.isPresent() ? new Resource(stream(name.get()), null) : consumer(arn);
    }

    /** @throws ApiException when the text is not a consumer's ARN, or the consumer is not registered */
    Resource consumer(String arn) {
        Arns.ConsumerName named = Arns.consumerName(arn)
                .orElseThrow(() -> ApiException.invalidArgument(
                        "the ARN must be one of a stream or a consumer, got '" + arn + "'"));
        KinesisStream stream = stream(named.stream());
        return stream.state().consumers().stream()
                .filter(consumer -> consumer.is(named.name(), named.createdSeconds()))
                .map(consumer -> new Resource(stream, consumer))
                .findFirst()
                .orElseThrow(() -> ApiException.resourceNotFound("consumer '" + arn + "' must be registered"));
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
