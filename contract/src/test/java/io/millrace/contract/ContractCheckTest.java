package io.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContractCheckTest {
    private static final SettingDeclaration WINDOW =
            new SettingDeclaration("draw.window", SettingType.DURATION, "10 s", false, "1 ms", null, null, "length");
    private static final SettingDeclaration PRIZES =
            new SettingDeclaration("draw.prizes", SettingType.INT, null, true, "1", "9", null, "how many prizes");
    private static final SettingDeclaration KEY =
            new SettingDeclaration("draw.key", SettingType.SECRET, null, false, null, null, null, "a key");
    private static final SettingDeclaration TIMEOUT = new SettingDeclaration(
                    "claim.timeout", SettingType.DURATION, "1 d", false, null, null, null, "time to claim")
            .formerly(List.of("patience", "claim.wait"));
    private static final SettingDeclaration STREAM =
            new SettingDeclaration("stream.name", SettingType.STRING, null, true, null, null, null, "the stream");
    private static final SettingDeclaration POSITION = new SettingDeclaration(
            "flink.position", SettingType.STRING, "OLD", false, null, null, List.of("OLD", "NEW"), "where to start");

    private static final Contract CONTRACT = new Contract(
            List.of(new ConnectorDeclaration(
                    "kinesis", List.of(STREAM, POSITION), List.of(STREAM), List.of("flink.", "aws."))),
            List.of(new JobDeclaration(
                    "lottery",
                    "draws",
                    List.of(new PortDeclaration("user-events", "clicks")),
                    List.of(new PortDeclaration("draws", "winners")),
                    List.of(WINDOW, PRIZES, KEY, TIMEOUT))));

    private final Map<String, Map<String, String>> groups = specimen();

    private static Map<String, Map<String, String>> specimen() {
        Map<String, Map<String, String>> groups = new LinkedHashMap<>();
        groups.put("Job", new LinkedHashMap<>(Map.of("name", "lottery", "draw.prizes", "3")));
        groups.put("user-events", new LinkedHashMap<>(Map.of("connector", "kinesis", "stream.name", "clicks")));
        groups.put("draws", new LinkedHashMap<>(Map.of("connector", "kinesis", "stream.name", "draws")));
        return groups;
    }

    private List<String> violations() {
        return ContractCheck.violations(CONTRACT, groups, value -> value.startsWith("${Token"));
    }

    @Test
    void specimenHasNoViolations() {
        assertThat(violations()).isEmpty();
    }

    @Test
    void renamedSettingIsRefusedNamingItsPresentKey() {
        groups.get("Job").put("patience", "2 d");
        groups.get("Job").put("claim.wait", "2 d");

        assertThat(violations())
                .containsExactly(
                        "property group 'Job': unknown setting 'claim.wait'; it is now called 'claim.timeout'",
                        "property group 'Job': unknown setting 'patience'; it is now called 'claim.timeout'");
    }

    @Test
    void aSecretIsGivenAsAReference() {
        String arn = "arn:aws:secretsmanager:eu-west-1:111111111111:secret:draw-key-AbCdEf";
        for (String reference : List.of(
                arn, arn + ":::9d4cb84b-ad69-40c0-a0ab-cead36b967e8", "file:///run/key", "${Token[1]}:::version")) {
            groups.get("Job").put("draw.key", reference);

            assertThat(violations()).isEmpty();
        }
    }

    /** A value that is not a reference may be the secret itself, and messages end up in logs. */
    @Test
    void whatIsNoReferenceIsRefusedAndNotRepeated() {
        String arn = "arn:aws:secretsmanager:eu-west-1:111111111111:secret:draw-key-AbCdEf";
        for (String text : List.of("hunter2", arn + ":::1", arn + ":json:AWSCURRENT:", "file:run/key", "")) {
            groups.get("Job").put("draw.key", text);

            assertThat(violations())
                    .containsExactly(
                            "property group 'Job': draw.key must be the ARN of a secret in AWS Secrets Manager,"
                                    + " optionally followed by ':::<version id>', or a file such as 'file:///run/key',"
                                    + " got another value");
        }
    }

    @Test
    void jobGroupMustBeThere() {
        groups.remove("Job");

        assertThat(violations())
                .containsExactly(
                        "property group 'Job' is missing; its key 'name' names the job to run (the jar's jobs: lottery)");
    }

    @Test
    void jobMustBeNamed() {
        groups.get("Job").remove("name");

        assertThat(violations())
                .containsExactly(
                        "property group 'Job' has no 'name'; it names the job to run (the jar's jobs: lottery)");
    }

    @Test
    void unknownJobNamesTheNearest() {
        groups.get("Job").put("name", "lotery");

        assertThat(violations())
                .containsExactly("unknown job 'lotery'; did you mean 'lottery'? (the jar's jobs: lottery)");
    }

    @Test
    void unboundInputAndOutputAreNamed() {
        groups.remove("user-events");
        groups.remove("draws");

        assertThat(violations())
                .containsExactly(
                        "input 'user-events' is not bound to a stream (clicks)",
                        "output 'draws' is not bound to a stream (winners)");
    }

    @Test
    void unknownGroupNamesTheNearestPort() {
        groups.put("user-event", Map.of());

        assertThat(violations())
                .containsExactly(
                        "'user-event' is not an input or output of job 'lottery'; did you mean 'user-events'? (inputs: user-events; outputs: draws)");
    }

    @Test
    void unknownSettingNamesTheNearest() {
        groups.get("Job").put("draw.windw", "5 s");

        assertThat(violations())
                .containsExactly("property group 'Job': unknown setting 'draw.windw'; did you mean 'draw.window'?");
    }

    @Test
    void nothingNearIsNotGuessed() {
        groups.get("Job").put("colour", "red");

        assertThat(violations()).containsExactly("property group 'Job': unknown setting 'colour'");
    }

    @Test
    void missingSettingSaysWhatItIsFor() {
        groups.get("Job").remove("draw.prizes");

        assertThat(violations()).containsExactly("property group 'Job': draw.prizes is required (how many prizes)");
    }

    @Test
    void mistypedSettingNamesRuleAndValue() {
        groups.get("Job").put("draw.window", "PT5S");
        groups.get("Job").put("draw.prizes", "3.5");

        assertThat(violations())
                .containsExactly(
                        "property group 'Job': draw.prizes must be a whole number, got '3.5'",
                        "property group 'Job': draw.window must be a duration such as '10 s', '500 ms' or '1 min' (ISO 8601 is not taken), got 'PT5S'");
    }

    @Test
    void settingOutOfRangeNamesTheRange() {
        groups.get("Job").put("draw.window", "0 s");
        groups.get("Job").put("draw.prizes", "10");

        assertThat(violations())
                .containsExactly(
                        "property group 'Job': draw.prizes must be at least 1 and at most 9, got '10'",
                        "property group 'Job': draw.window must be at least 1 ms, got '0 s'");
    }

    @Test
    void valueOutsideTheAllowedOnesIsRefused() {
        groups.get("user-events").put("flink.position", "MIDDLE");

        assertThat(violations())
                .containsExactly("property group 'user-events': flink.position must be one of OLD, NEW, got 'MIDDLE'");
    }

    @Test
    void connectorMustBeNamedAndKnown() {
        groups.get("user-events").put("connector", "pigeon");
        groups.get("draws").remove("connector");

        assertThat(violations())
                .containsExactly(
                        "property group 'user-events': connector must be one of kinesis, got 'pigeon'",
                        "property group 'draws' has no 'connector'; it must be one of kinesis");
    }

    @Test
    void connectorKeysAreCheckedAndPassThroughKeysAreNot() {
        groups.get("draws").put("aws.endpoint", "http://127.0.0.1");
        groups.get("draws").remove("stream.name");
        groups.get("draws").put("streem.name", "draws");

        assertThat(violations())
                .containsExactly(
                        "property group 'draws': unknown setting 'streem.name'; did you mean 'stream.name'?",
                        "property group 'draws': stream.name is required (the stream)");
    }

    @Test
    void unresolvedValuesAreTakenOnTrust() {
        groups.get("Job").put("draw.prizes", "${Token[TOKEN.1]}");

        assertThat(violations()).isEmpty();
    }

    @Test
    void everyViolationIsReportedAtOnce() {
        groups.get("Job").put("draw.window", "soon");
        groups.get("Job").remove("draw.prizes");
        groups.remove("draws");
        groups.put("prizes", Map.of());

        assertThat(violations()).hasSize(4);
    }
}
