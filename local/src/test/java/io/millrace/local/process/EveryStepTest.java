package io.millrace.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EveryStepTest {
    private final List<String> taken = new ArrayList<>();

    @Test
    void aStepThatFailsKeepsNoOtherFromBeingTaken() {
        assertThatThrownBy(() -> EveryStep.take(step("record"), failing("stop"), step("write"), failing("unlock")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("stop")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("unlock"));

        assertThat(taken).containsExactly("record", "stop", "write", "unlock");
    }

    @Test
    void nothingIsThrownWhenNoStepFails() {
        EveryStep.take(step("record"), step("write"));

        assertThat(taken).containsExactly("record", "write");
    }

    private Runnable step(String name) {
        return () -> taken.add(name);
    }

    private Runnable failing(String name) {
        return () -> {
            taken.add(name);
            throw new IllegalStateException(name);
        };
    }
}
