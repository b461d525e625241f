package io.millrace.constructs.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each alarm's description links to a section of the runbook, which must exist and say what to do. */
class OperatingGuideTest {
    private static final Pattern PAGE = Pattern.compile("^### (Alarm .+)\n((?:(?!#).*\n)+)", Pattern.MULTILINE);

    @Test
    void everyKindOfAlarmHasItsPageAndNoOtherIsThere() throws IOException {
        assertThat(pages().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(AlarmKind.values()).map(AlarmKind::anchor).toList());
    }

    @Test
    void everyPageSaysWhatItMeansWhereToLookAndWhatToDo() throws IOException {
        assertThat(pages().values()).isNotEmpty().allSatisfy(page -> assertThat(parts(page))
                .containsExactly("Means", "First look", "Action"));
    }

    /** The text of each section by its anchor: the heading in lower case, with hyphens instead of spaces. */
    private static Map<String, String> pages() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        Matcher page = PAGE.matcher(Files.readString(Path.of("..", "docs", "operating.md")));
        while (page.find()) {
            pages.put(page.group(1).toLowerCase(Locale.ROOT).replace(' ', '-'), page.group(2));
        }
        return pages;
    }

    private static List<String> parts(String page) {
        return Pattern.compile("^- \\*\\*([^:]+):\\*\\* \\S", Pattern.MULTILINE)
                .matcher(page)
                .results()
                .map(part -> part.group(1))
                .toList();
    }
}
