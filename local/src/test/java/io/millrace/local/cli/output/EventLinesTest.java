package io.millrace.local.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLinesTest {
    private static final String TIME = "[0-9]{2}:[0-9]{2}:[0-9]{2} ";

    private final StringWriter output = new StringWriter();
    private final EventLines lines = new EventLines(new PrintWriter(output, true));

    @Test
    void anEventIsALineWithItsTime() {
        lines.accept("started");

        assertThat(output.toString()).matches(TIME + "started\n");
    }

    @Test
    void aTableIsDrawnOverItselfAndStaysBelowTheEvents() {
        lines.showTable(List.of("a", "b"));
        lines.showTable(List.of("c"));
        lines.accept("happened");

        assertThat(output.toString())
                .matches("a\nb\n\u001b\\[2F\u001b\\[Jc\n\u001b\\[1F\u001b\\[J" + TIME + "happened\nc\n");
    }

    @Test
    void aTableThatEndedIsNotDrawnAgain() {
        lines.showTable(List.of("a"));
        lines.endTable();
        lines.showTable(List.of("b"));
        lines.accept("happened");

        assertThat(output.toString()).matches("a\n\u001b\\[1F\u001b\\[J" + TIME + "happened\n");
    }
}
