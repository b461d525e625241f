package io.millrace.local.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RootCauseTest {
    @Test
    void theInnermostCauseSpeaksInItsOwnWords() {
        String trace = """
                org.apache.flink.runtime.rest.handler.RestHandlerException: Could not execute application.
                \tat org.apache.flink.runtime.webmonitor.handlers.JarRunHandler.lambda$handleRequest$1(JarRunHandler.java:114)
                Caused by: java.util.concurrent.CompletionException: org.apache.flink.util.FlinkRuntimeException: Could not
                \tat java.base/java.util.concurrent.CompletableFuture.encodeThrowable(CompletableFuture.java:315)
                \t... 2 more
                Caused by: java.lang.IllegalArgumentException: 2 mistakes:
                - unknown job 'lotery'; did you mean 'lottery'?
                - input 'user-events' is not bound to a stream
                \tat io.millrace.job.Main.main(Main.java:20)
                \t... 13 more
                """;

        assertThat(RootCause.of(trace)).isEqualTo("""
                        2 mistakes:
                        - unknown job 'lotery'; did you mean 'lottery'?
                        - input 'user-events' is not bound to a stream""");
    }

    @Test
    void anExceptionIsNamedUnlessItsNameSaysNothing() {
        assertThat(RootCause.of("java.net.ConnectException: Connection refused\n\tat a.B.c(B.java:1)"))
                .isEqualTo("ConnectException: Connection refused");
        assertThat(RootCause.of("java.lang.IllegalStateException: no groups\n\tat a.B.c(B.java:1)"))
                .isEqualTo("no groups");
        assertThat(RootCause.of("java.lang.NullPointerException\n\tat a.B.c(B.java:1)"))
                .isEqualTo("NullPointerException");
        assertThat(RootCause.of("a.B$OwnException: why\n\tat a.B.c(B.java:1)")).isEqualTo("OwnException: why");
    }

    @Test
    void aTextThatIsNoTraceStaysAsItIs() {
        assertThat(RootCause.of(" Job not found \n")).isEqualTo("Job not found");
    }
}
