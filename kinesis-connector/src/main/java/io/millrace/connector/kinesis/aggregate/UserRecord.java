package io.millrace.connector.kinesis.aggregate;

import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One record of a producer, out of an aggregated one. */
public final class UserRecord {
    private final String partitionKey;
    private final @Nullable String explicitHashKey;
    private final byte[] data;

    UserRecord(String partitionKey, @Nullable String explicitHashKey, byte[] data) {
        this.partitionKey = partitionKey;
        this.explicitHashKey = explicitHashKey;
        this.data = data;
    }

    public String partitionKey() {
        return partitionKey;
    }

    public Optional<String> explicitHashKey() {
        return Optional.ofNullable(explicitHashKey);
    }

    public byte[] data() {
        return data;
    }

    /** By which Kinesis chooses the shard: the explicit hash key, or the MD5 of the partition key. */
    public BigInteger hashKey() {
        return explicitHashKey == null ? Md5.hashKey(partitionKey) : new BigInteger(explicitHashKey);
    }
}
