package io.millrace.local.cli.options;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.TypeConversionException;

/**
 * Parses times: {@code 14:20} of today, {@code 2026-11-29T14:20:26} and {@code 2026-11-29 14:20:26} of this machine's zone,
 * {@code 2026-11-29T13:20:26Z}, milliseconds since 1970, and durations before now such as {@code 10m}.
 */
public final class TimeText {
    private static final List<Function<String, Instant>> FORMS = List.of(
            text -> OffsetDateTime.parse(text).toInstant(),
            text -> LocalDateTime.parse(text.replace(' ', 'T'))
                    .atZone(ZoneId.systemDefault())
                    .toInstant(),
            text -> LocalTime.parse(text)
                    .atDate(LocalDate.now(ZoneId.systemDefault()))
                    .atZone(ZoneId.systemDefault())
                    .toInstant());

    private TimeText() {}

    public static Instant parse(String text) {
        String stripped = text.strip();
        if (stripped.matches("[0-9]{12,14}")) {
            return Instant.ofEpochMilli(Long.parseLong(stripped));
        }
        for (Function<String, Instant> form : FORMS) {
            try {
                return form.apply(stripped);
            } catch (DateTimeException e) {
                // another form
            }
        }
        return Instant.now().minus(duration(stripped));
    }

    private static Duration duration(String text) {
        try {
            return DurationText.parse(text);
        } catch (TypeConversionException e) {
            throw new TypeConversionException(
                    "must be a time such as 14:20, 2026-11-29T14:20:26 or 2026-11-29T13:20:26Z, or a duration before now such as"
                            + " 10m, got '%s'".formatted(text));
        }
    }
}
