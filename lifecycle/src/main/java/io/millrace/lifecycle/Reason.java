package io.millrace.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Truncates a text to what CloudFormation accepts as the reason of a failure. */
final class Reason {
    /**
     * CloudFormation refuses a response of more than 4096 bytes in total, and CDK's provider appends a stack trace to the
     * reason.
     */
    static final int MAX_BYTES = 2000;

    private static final String CUT = " [...]";

    private Reason() {}

    static String of(String text) {
        if (bytes(text) <= MAX_BYTES) {
            return text;
        }
        int end = text.length();
        while (bytes(text.substring(0, end)) > MAX_BYTES - CUT.length()) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + CUT;
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }
}
