package io.millrace.connector.kinesis.aggregate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes that Kinesis and its producer library use. */
final class Md5 {
    private Md5() {}

    /** The hash key of a partition key: its MD5 as a number of 128 bits. */
    static BigInteger hashKey(String partitionKey) {
        return new BigInteger(1, digest().digest(partitionKey.getBytes(UTF_8)));
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
