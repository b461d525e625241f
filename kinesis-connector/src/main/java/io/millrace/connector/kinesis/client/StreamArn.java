package io.millrace.connector.kinesis.client;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ARN of a stream, as {@code arn:aws:kinesis:eu-west-1:123456789012:stream/clicks}.
 *
 * @param text the ARN
 * @param region as {@code eu-west-1}
 * @param account 12 digits
 * @param name the name of the stream
 */
public record StreamArn(String text, String region, String account, String name) implements Serializable {
    private static final Pattern FORM =
            Pattern.compile("arn:aws[a-z0-9-]*:kinesis:([a-z0-9-]+):([0-9]{12}):stream/([a-zA-Z0-9_.-]{1,128})");

    /**
     * Takes an ARN apart.
     *
     * @throws IllegalArgumentException if it is not one of a stream
     */
    public static StreamArn parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "the stream's ARN must be like 'arn:aws:kinesis:REGION:ACCOUNT:stream/NAME', got '" + text + "'");
        }
        return new StreamArn(text, matcher.group(1), matcher.group(2), matcher.group(3));
    }

    @Override
    public String toString() {
        return text;
    }
}
