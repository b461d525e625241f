package io.millrace.local.observe;

import io.millrace.console.report.WaitReport.Rule;
import io.millrace.local.observe.InputTime.Shard;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** An explanation in words. */
record ExplanationText(
        Rule rule,
        long now,
        Optional<Long> reached,
        Optional<Long> newest,
        Optional<Long> expected,
        Optional<InputTime> input,
        Optional<Shard> shard,
        Optional<String> operator) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

    String text() {
        return switch (rule) {
            case NOT_RUNNING -> "the job does not process records";
            case NOT_REPORTED ->
                "the job does not report its event time: either it has just started, or it is not built with Millrace's"
                        + " sources";
            case NO_EVENT -> "no event has been read yet, so nothing waits";
            case NOT_LISTED -> "the source of %s has not listed its shards yet".formatted(ofInput());
            case UNREAD -> "%s; %s has not been read yet, and its first event may be older".formatted(time(), holder());
            case OUT_OF_ORDERNESS ->
                "%s; %s holds it: its newest event is of %s, read at %s, and events may be %s older than the newest of"
                                .formatted(
                                        time(),
                                        holder(),
                                        moment(shard.flatMap(Shard::newest)),
                                        moment(shard.flatMap(Shard::since)),
                                        duration(settings().outOfOrderness()))
                        + " their shard (events.out-of-orderness)" + then();
            case IDLE_TIMEOUT ->
                "%s; %s holds it: no event since %s, so that its time advances with the clock, %s behind it"
                                .formatted(
                                        time(), holder(), moment(shard.flatMap(Shard::since)), duration(behindClock()))
                        + " (events.out-of-orderness, events.idle-timeout, events.clock-skew, and the delay with which"
                        + " events arrive)" + then();
            case READ_SKEW ->
                "%s; all shards with events have passed the newest one, and an empty shard is waited for %s longer (events.read-skew)"
                                .formatted(time(), duration(settings().readSkew()))
                        + then();
            case WAITING_RECORDS ->
                "%s; records wait in '%s' for records of another input, and their results wait with them"
                        .formatted(time(), operator.orElse(""));
            case PASSED -> "%s; it has passed the newest event, so nothing waits".formatted(time());
        };
    }

    private InputTime.Settings settings() {
        return input.map(InputTime::settings).orElseThrow();
    }

    private long behindClock() {
        InputTime.Settings of = settings();
        return of.outOfOrderness()
                + of.idleTimeout()
                + of.clockSkew()
                - shard.flatMap(Shard::offset).orElse(0L);
    }

    private String time() {
        return reached.map(
                        time -> "event time is %s, %s behind the clock".formatted(moment(time), duration(now - time)))
                .orElse("event time has not begun");
    }

    private String ofInput() {
        return input.map(InputTime::input).orElse("an input");
    }

    private String holder() {
        return shard.map(of ->
                        "shard %s of %s".formatted(of.name().substring(of.name().lastIndexOf('/') + 1), ofInput()))
                .orElseGet(this::ofInput);
    }

    private String then() {
        if (newest.isEmpty()) {
            return "";
        }
        return expected.map(at -> at <= now
                        ? "; results up to the newest event, of %s, come out now".formatted(moment(newest))
                        : "; without another event, results up to the newest one, of %s, come out at %s"
                                .formatted(moment(newest), moment(at)))
                .orElse("; only another event there moves it");
    }

    private String moment(Optional<Long> millis) {
        return millis.map(this::moment).orElse("an unknown time");
    }

    private String moment(long millis) {
        ZonedDateTime moment = Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault());
        LocalDate today =
                Instant.ofEpochMilli(now).atZone(ZoneId.systemDefault()).toLocalDate();
        return moment.format(moment.toLocalDate().equals(today) ? TIME : DATE);
    }

    private static String duration(long millis) {
        Duration length = Duration.ofMillis(millis);
        if (length.toDays() > 1) {
            return length.toDays() + " d";
        }
        if (length.toMinutes() > 1) {
            return "%d h %d min".formatted(length.toHours(), length.toMinutesPart());
        }
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
