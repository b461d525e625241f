package io.millrace.kinesis.store;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A registered consumer of a stream, which reads with SubscribeToShard.
 *
 * @param policy the resource policy, or null
 */
public record StreamConsumer(
        String name,
        Instant created,
        Map<String, String> tags,
        @Nullable String policy) {
    public StreamConsumer {
        tags = tags == null ? Map.of() : Map.copyOf(tags);
    }

    /** Consumers of the same name differ in the second of their creation. */
    public boolean is(String otherName, long createdSeconds) {
        return name.equals(otherName) && created.getEpochSecond() == createdSeconds;
    }

    public StreamConsumer tags(Map<String, String> next) {
        return new StreamConsumer(name, created, next, policy);
    }

    public StreamConsumer policy(@Nullable String next) {
        return new StreamConsumer(name, created, tags, next);
    }
}
