package io.millrace.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The space of hash keys, 0 to 2^128 - 1, which a stream's open shards divide between them. */
final class HashKeys {
    static final BigInteger COUNT = BigInteger.ONE.shiftLeft(128);
    static final BigInteger LAST = COUNT.subtract(BigInteger.ONE);

    private static final Pattern FORM = Pattern.compile("0|[1-9][0-9]{0,38}");

    private HashKeys() {}

    /** The MD5 digest of the partition key, as the service maps it. */
    static BigInteger of(String partitionKey) {
        return new BigInteger(1, md5().digest(partitionKey.getBytes(UTF_8)));
    }

    /** Reads a decimal hash key; empty when it is no number from 0 to 2^128 - 1. */
    static Optional<BigInteger> parse(String text) {
        return FORM.matcher(text).matches()
                ? Optional.of(new BigInteger(text)).filter(key -> key.compareTo(LAST) <= 0)
                : Optional.empty();
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have MD5", e);
        }
    }
}
