package io.millrace.local.flink;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds in a printed stack trace what a person wants to know: the innermost cause, in its own words. */
public final class RootCause {
    /** An exception's name and, up to the next frame or cause, its message, which may have several lines. */
    private static final Pattern CAUSE =
            Pattern.compile("(?:^|\\n)(?:Caused by: )?([\\w.$]+(?:Exception|Error|Throwable))"
                    + "(?:: ([^\\n]*(?:\\n(?!Caused by: |\\s+at |\\s+\\.\\.\\. \\d+ more)[^\\n]*)*))?");

    private static final Pattern SAYS_NOTHING = Pattern.compile("Illegal(Argument|State)Exception");

    private RootCause() {}

    /** The last cause's message with its exception's simple name, or the text itself when it is no stack trace. */
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
        return SAYS_NOTHING.matcher(name).matches() ? message.strip() : name + ": " + message.strip();
    }
}
