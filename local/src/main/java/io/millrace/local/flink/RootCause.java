package io.millrace.local.flink;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Extracts the message of the innermost cause from a printed stack trace. */
public final class RootCause {
    /** The class name of an exception and its message, which extends over lines up to the next frame or cause. */
    private static final Pattern CAUSE =
            Pattern.compile("(?:^|\\n)(?:Caused by: )?([\\w.$]+(?:Exception|Error|Throwable))"
                    + "(?:: ([^\\n]*(?:\\n(?!Caused by: |\\s+at |\\s+\\.\\.\\. \\d+ more)[^\\n]*)*))?");

    private static final Pattern UNINFORMATIVE = Pattern.compile("Illegal(Argument|State)Exception");

    private RootCause() {}

    /**
     * The simple class name and the message of the last cause; without the name when it adds nothing. A text that is not a
     * stack trace is returned unchanged.
     */
    public static String of(String stackTrace) {
        Matcher matcher = CAUSE.matcher(stackTrace);
        String result = stackTrace.strip();
        while (matcher.find()) {
            result = describe(matcher.group(1), matcher.group(2));
        }
        return result;
    }

    private static String describe(String exception, @Nullable String message) {
        String name = exception.substring(Math.max(exception.lastIndexOf('.'), exception.lastIndexOf('$')) + 1);
        if (message == null || message.isBlank()) {
            return name;
        }
        return UNINFORMATIVE.matcher(name).matches() ? message.strip() : name + ": " + message.strip();
    }
}
