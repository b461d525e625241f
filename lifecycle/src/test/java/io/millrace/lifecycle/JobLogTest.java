package io.millrace.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JobLogTest {
    @Test
    void theNewestExceptionIsTold() {
        assertThat(JobLog.lastException(
                        List.of("{\"throwableInformation\": [\"a.Old\"]}", "{\"throwableInformation\": [\"a.New\"]}")))
                .contains("a.New");
    }

    @Test
    void theLastCauseIsToldWithIt() {
        assertThat(JobLog.lastException(List.of("{\"throwableInformation\": \"a.Outer: o\\n\\tat b.C.d(C.java:1)\\n"
                        + "Caused by: a.Middle: m\\n\\tat e\\nCaused by: a.Inner: i\\n\"}")))
                .contains("a.Outer: o; caused by: a.Inner: i");
    }

    @Test
    void emptyLinesOfAStackTraceAreNoException() {
        assertThat(JobLog.lastException(
                        List.of("{\"throwableInformation\": [\"a.Old\"]}", "{\"throwableInformation\": \" \"}")))
                .contains("a.Old");
    }

    @Test
    void withoutAnExceptionTheNewestErrorIsTold() {
        assertThat(JobLog.lastException(List.of(
                        "{\"messageType\": \"ERROR\", \"message\": \"first\"}",
                        "{\"messageType\": \"ERROR\", \"message\": \"second\", \"throwableInformation\": []}",
                        "{\"messageType\": \"WARN\", \"message\": \"third\"}")))
                .contains("second");
    }

    @Test
    void linesThatAreNoEventsAreNoExceptions() {
        assertThat(JobLog.lastException(List.of("", "ERROR plain", "[1]", "{\"message\": \"fine\"}")))
                .isEmpty();
    }
}
