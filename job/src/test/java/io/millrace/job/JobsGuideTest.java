package io.millrace.job;

import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.JobDeclaration;
import io.millrace.contract.PortDeclaration;
import io.millrace.contract.SettingDeclaration;
import io.millrace.contract.flink.Setting;
import io.millrace.job.api.Job;
import io.millrace.job.time.EventTimeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables in the guide to the jobs are those that the jar declares. */
class JobsGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "jobs.md");

    @Test
    void everyJobHasASectionWithItsStreamsAndItsOwnSettings() throws IOException {
        Set<String> shared =
                EventTimeSettings.all().stream().map(setting -> setting.key()).collect(toSet());
        for (JobDeclaration job : Jobs.CONTRACT.declaration().jobs()) {
            List<String> rows = new ArrayList<>();
            job.inputs().forEach(port -> rows.add(row(port, "in")));
            job.outputs().forEach(port -> rows.add(row(port, "out")));
            job.settings().stream()
                    .filter(setting -> !shared.contains(setting.key()))
                    .forEach(setting -> rows.add(row(setting)));
            assertThat(rowsOf("## `" + job.name() + "`")).isEqualTo(rows);
        }
    }

    @Test
    void everyJobHasAPictureOfItsOperators() throws IOException {
        for (Job job : Jobs.all()) {
            String picture =
                    section("## `" + job.contract().name() + "`").replaceFirst("(?s).*```mermaid\n(.*?)```.*", "$1");
            List<String> ports = new ArrayList<>(job.contract().inputs());
            ports.addAll(job.contract().outputs());

            assertThat(picture).startsWith("flowchart").contains(ports);
        }
    }

    @Test
    void settingsOfAllJobsAreListedOnce() throws IOException {
        assertThat(rowsOf("## Event time"))
                .isEqualTo(EventTimeSettings.all().stream()
                        .map(Setting::declaration)
                        .map(JobsGuideTest::row)
                        .collect(toList()));
    }

    private static String row(PortDeclaration port, String direction) {
        return "| " + direction + " | `" + port.name() + "` | " + port.description() + " |";
    }

    private static String row(SettingDeclaration setting) {
        String byDefault =
                setting.defaultValue().map(value -> "`" + value + "`").orElse("");
        return "| `" + setting.key() + "` | " + byDefault + " | " + setting.description() + " |";
    }

    /** The rows of the tables of a section, without the headers. */
    private static List<String> rowsOf(String heading) throws IOException {
        return Arrays.stream(section(heading).split("\n"))
                .filter(line -> line.startsWith("| ") && !line.startsWith("| --- "))
                .filter(line -> !line.startsWith("| key ") && !line.startsWith("| | "))
                .collect(toList());
    }

    private static String section(String heading) throws IOException {
        return Stream.of(Files.readString(GUIDE).split("(?m)^(?=## )"))
                .filter(text -> text.startsWith(heading + "\n"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(GUIDE + " has no section '" + heading + "'"));
    }
}
