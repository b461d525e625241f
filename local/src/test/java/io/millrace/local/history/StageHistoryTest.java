package io.millrace.local.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.report.history.HistoryEvent;
import io.millrace.console.report.history.HistoryEvent.Kind;
import io.millrace.console.report.history.HistoryEvent.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageHistoryTest {
    private static final int MAX_BYTES = 4_000;

    @TempDir
    private Path directory;

    private Path file;
    private StageHistory history;

    @BeforeEach
    void open() {
        file = directory.resolve("history.jsonl");
        history = new StageHistory(file, MAX_BYTES);
    }

    private static HistoryEvent event(String text) {
        return HistoryEvent.ofApplication(Kind.UPDATE, "shop-Counting", Optional.of(2), Outcome.DONE, text);
    }

    private static List<String> texts(StageHistory history) {
        return history.read().stream().map(HistoryEvent::text).toList();
    }

    @Test
    void anotherProcessReadsWhatOneHasAdded() {
        HistoryEvent ofStage = HistoryEvent.ofStage(Kind.START, Outcome.FAILED, "line 1\nline 2 äöü");
        HistoryEvent ofApplication = event("code a -> b");
        history.add(ofStage);
        history.add(ofApplication);

        assertThat(new StageHistory(file).read()).containsExactly(ofStage, ofApplication);
    }

    @Test
    void aStageWithoutAFileHasNoEvents() {
        assertThat(history.read()).isEmpty();
        assertThat(history.state()).isEqualTo("none");
    }

    /** At every length that a kill may leave of the last line, also within a character. */
    @Test
    void halfALineIsSkippedAndTheNextEventIsNot() throws IOException {
        history.add(event("first"));
        history.add(event("öffnen"));
        byte[] whole = Files.readAllBytes(file);
        int firstLine = new String(whole, UTF_8).indexOf('\n') + 1;
        for (int length = firstLine; length < whole.length - 1; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(texts(history)).as("%d bytes", length).containsExactly("first");

            history.add(event("next"));
            assertThat(texts(history)).as("%d bytes", length).containsExactly("first", "next");
        }
    }

    @Test
    void aWholeLineWithoutItsEndIsAnEvent() throws IOException {
        history.add(event("first"));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));

        history.add(event("next"));

        assertThat(texts(history)).containsExactly("first", "next");
    }

    @Test
    void linesOfALaterReleaseAreReadOrSkipped() throws IOException {
        history.add(event("first"));
        Files.writeString(file, """
                {"atMillis":1,"kind":"START","outcome":"DONE","text":"another field","actor":"console"}
                {"atMillis":2,"kind":"EVAPORATION","outcome":"DONE","text":"another kind"}
                {"atMillis":3,"kind":"START"}
                null
                """, StandardOpenOption.APPEND);

        assertThat(texts(history)).containsExactly("first", "another field");
    }

    @Test
    void theOlderHalfIsForgotten() throws IOException {
        for (int i = 0; i < 200; i++) {
            history.add(event("event " + i));
            assertThat(Files.size(file)).isLessThanOrEqualTo(MAX_BYTES);
        }

        List<String> kept = texts(history);
        assertThat(kept).hasSizeGreaterThan(10).last().isEqualTo("event 199");
        assertThat(kept.get(0)).isEqualTo("event " + (200 - kept.size()));
    }

    @Test
    void aLongTextIsCut() {
        history.add(event("x".repeat(StageHistory.MAX_CHARS + 1)));

        assertThat(texts(history)).containsExactly("x".repeat(StageHistory.MAX_CHARS) + "…");
    }

    @Test
    void itsStateChangesWithEachEvent() {
        history.add(event("first"));
        String before = history.state();
        history.add(event("next"));

        assertThat(history.state()).isNotEqualTo(before);
    }
}
