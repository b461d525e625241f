package ${package}.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.contract.flink.InvalidApplicationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the job declares, and what it refuses. */
class ContractTest {
    @Test
    void theJarDeclaresTheContract() throws IOException {
        ByteArrayOutputStream declared = new ByteArrayOutputStream();
        ClicksPerPage.CONTRACT.declaration().writeTo(declared);

        try (InputStream written = ClicksPerPage.class.getResourceAsStream("/META-INF/millrace/jobs.json")) {
            assertThat(written).isNotNull().hasBinaryContent(declared.toByteArray());
        }
    }

    @Test
    void aSettingThatIsLeftOutHasItsDefault() {
        assertThat(ClicksPerPage.CONTRACT.bind(groups()).settings().get(ClicksPerPage.WINDOW))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void mistakesAreNamed() {
        Map<String, Map<String, String>> groups = groups();
        groups.put("Job", Map.of("name", ClicksPerPage.NAME, "windw", "10 s"));

        assertThatThrownBy(() -> ClicksPerPage.CONTRACT.bind(groups))
                .isInstanceOf(InvalidApplicationException.class)
                .hasMessageContaining("unknown setting 'windw'; did you mean 'window'?");
    }

    /** The property groups of an application that runs. */
    static Map<String, Map<String, String>> groups() {
        Map<String, String> stream = Map.of(
                "connector", "kinesis",
                "stream.arn", "arn:aws:kinesis:eu-west-1:111122223333:stream/a-stream",
                "aws.region", "eu-west-1");
        return new HashMap<>(Map.of(
                "Job", Map.of("name", ClicksPerPage.NAME),
                ClicksPerPage.CLICKS, stream,
                ClicksPerPage.PAGE_COUNTS, stream));
    }
}
