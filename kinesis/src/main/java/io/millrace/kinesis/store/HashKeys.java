package io.millrace.kinesis.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Hash keys, from 0 to 2^128 - 1. */
public final class HashKeys {
    public static final BigInteger COUNT = BigInteger.ONE.shiftLeft(128);
    public static final BigInteger LAST = COUNT.subtract(BigInteger.ONE);

    private static final Pattern FORM = Pattern.compile("0|[1-9][0-9]{0,38}");

    private HashKeys() {}

    /** The MD5 digest of the partition key, as in the service. */
    public static BigInteger of(String partitionKey) {
        return new BigInteger(1, md5().digest(partitionKey.getBytes(UTF_8)));
    }

    /** Parses a decimal hash key; empty when the text is not a number from 0 to 2^128 - 1. */
    public static Optional<BigInteger> parse(String text) {
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
