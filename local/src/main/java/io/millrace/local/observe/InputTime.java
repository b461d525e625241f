package io.millrace.local.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The event time of an input in one subtask, as the job's metric {@value #METRIC} reports it.
 *
 * @param input the property group that binds the input's stream
 * @param watermark the last one that was emitted
 * @param idle whether no shard has had an event
 * @param listed whether the source has named its shards
 * @param empty the number of shards without an event
 * @param shards the slowest first
 */
record InputTime(
        String input,
        Optional<Long> watermark,
        boolean idle,
        boolean listed,
        Settings settings,
        int empty,
        List<Shard> shards) {
    static final String METRIC = "eventTime";

    private static final JsonMapper JSON = new JsonMapper();

    InputTime {
        shards = List.copyOf(shards);
    }

    /** The settings of event time, in milliseconds. */
    record Settings(long outOfOrderness, long idleTimeout, long clockSkew, long readSkew) {}

    /**
     * A shard's event time.
     *
     * @param offset the largest event time minus arrival so far; empty in a stream without arrival times
     * @param since when its newest event was read; only of the slowest shard
     */
    record Shard(
            String name,
            String state,
            Optional<Long> watermark,
            Optional<Long> newest,
            Optional<Long> offset,
            Optional<Long> readUntil,
            Optional<Long> since) {
        boolean isTimed() {
            return state.equals("TIMED");
        }

        boolean isUnread() {
            return state.equals("UNREAD");
        }

        /** The watermark that its newest event alone gives. */
        Optional<Long> watermarkOfEvents(Settings settings) {
            return newest.map(time -> time - settings.outOfOrderness() - 1);
        }

        /**
         * When its watermark passes a time if it has no other event.
         *
         * @return by the stream's clock; empty when it never does
         */
        Optional<Long> passes(long time, Settings settings) {
            if (watermark.filter(reached -> reached >= time).isPresent()) {
                return Optional.of(0L);
            }
            return offset.map(ahead ->
                    time + 1 + settings.outOfOrderness() + settings.idleTimeout() + settings.clockSkew() - ahead);
        }
    }

    /** Parses the metric's value; empty when it is not there yet. */
    static Optional<InputTime> parse(String input, String value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(value);
            List<Shard> shards = new ArrayList<>();
            json.path("shards").forEach(shard -> shards.add(shard(shard)));
            return Optional.of(new InputTime(
                    input,
                    time(json, "watermark"),
                    json.path("idle").asBoolean(),
                    json.path("listed").asBoolean(),
                    new Settings(
                            json.path("outOfOrderness").asLong(),
                            json.path("idleTimeout").asLong(),
                            json.path("clockSkew").asLong(),
                            json.path("readSkew").asLong()),
                    json.path("empty").asInt(),
                    shards));
        } catch (JsonProcessingException e) {
            return Optional.empty(); // a job of another version
        }
    }

    private static Shard shard(JsonNode shard) {
        return new Shard(
                shard.path("shard").asText(),
                shard.path("state").asText(),
                time(shard, "watermark"),
                time(shard, "newest"),
                time(shard, "offset"),
                time(shard, "readUntil"),
                time(shard, "since"));
    }

    private static Optional<Long> time(JsonNode json, String name) {
        return json.has(name) ? Optional.of(json.path(name).asLong()) : Optional.empty();
    }
}
