package io.millrace.integration.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

/** A record for one of a job's inputs. */
record Put(String input, String partitionKey, byte[] data) {
    Put {
        requireNonNull(input, "input is null");
        requireNonNull(partitionKey, "partitionKey is null");
        requireNonNull(data, "data is null");
    }

    static Put json(String input, long key, String json) {
        return new Put(input, Long.toString(key), json.getBytes(UTF_8));
    }
}
