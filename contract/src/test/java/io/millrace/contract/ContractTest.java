package io.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractTest {
    private static final Contract CONTRACT = new Contract(
            List.of(new ConnectorDeclaration("kinesis", List.of(), List.of(), List.of("aws."))),
            List.of(new JobDeclaration(
                    "lottery",
                    "draws",
                    List.of(new PortDeclaration("user-events", "clicks")),
                    List.of(new PortDeclaration("draws", "winners")),
                    List.of(new SettingDeclaration(
                                    "draw.window",
                                    SettingType.DURATION,
                                    "10 s",
                                    false,
                                    "1 ms",
                                    null,
                                    List.of("10 s", "20 s"),
                                    "length")
                            .formerly(List.of("window"))))));

    @TempDir
    private Path directory;

    @Test
    void whatAJarDeclaresIsReadAsItWasWritten() throws IOException {
        Contract read = Contract.ofJar(jar(Contract.RESOURCE)).orElseThrow();

        assertThat(json(read))
                .isEqualTo(json(CONTRACT))
                .contains(
                        "\"description\" : \"draws\"",
                        "\"key\" : \"draw.window\"",
                        "\"formerKeys\" : [ \"window\" ]",
                        "\"default\" : \"10 s\"",
                        "\"allowed\" : [ \"10 s\", \"20 s\" ]")
                .endsWith("}\n");
    }

    @Test
    void aSettingWithoutADescriptionIsReadAsItWasWritten() throws IOException {
        Contract written = new Contract(
                List.of(),
                List.of(new JobDeclaration(
                        "lottery",
                        "",
                        List.of(),
                        List.of(),
                        List.of(new SettingDeclaration(
                                "draw.window", SettingType.INT, null, true, null, null, null, "")))));

        Contract read = Contract.read(new ByteArrayInputStream(json(written).getBytes(StandardCharsets.UTF_8)));

        assertThat(read.job("lottery").orElseThrow().settings().get(0).description())
                .isEmpty();
        assertThat(ContractCheck.violations(read, Map.of("Job", Map.of("name", "lottery")), value -> false))
                .containsExactly("property group 'Job': draw.window is required");
    }

    @Test
    void jarWithoutDeclarationDeclaresNothing() throws IOException {
        assertThat(Contract.ofJar(jar("META-INF/other.json"))).isEmpty();
    }

    @Test
    void propertyGroupsChooseAJob() {
        JobDeclaration job =
                CONTRACT.jobOf(Map.of("Job", Map.of("name", "lottery"))).orElseThrow();

        assertThat(job.name()).isEqualTo("lottery");
        assertThat(job.hasInput("user-events")).isTrue();
        assertThat(job.hasInput("draws")).isFalse();
        assertThat(job.hasOutput("draws")).isTrue();
        assertThat(job.hasOutput("user-events")).isFalse();
    }

    @Test
    void declaredConnectorsAreKnown() {
        assertThat(CONTRACT.hasConnector(KinesisKeys.CONNECTOR)).isTrue();
        assertThat(CONTRACT.hasConnector(KafkaKeys.CONNECTOR)).isFalse();
    }

    @Test
    void propertyGroupsThatNameNoDeclaredJobChooseNone() {
        assertThat(CONTRACT.jobOf(Map.of())).isEmpty();
        assertThat(CONTRACT.jobOf(Map.of("Job", Map.of("name", "raffle")))).isEmpty();
    }

    private Path jar(String entry) throws IOException {
        Path jar = directory.resolve("job.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry(entry));
            CONTRACT.writeTo(out);
            out.closeEntry();
        }
        return jar;
    }

    private static String json(Contract contract) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        contract.writeTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
