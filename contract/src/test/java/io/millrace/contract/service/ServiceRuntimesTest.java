package io.millrace.contract.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceRuntimesTest {
    @ParameterizedTest
    @ValueSource(strings = {"FLINK-1_15", "FLINK-1_20", "FLINK-2_3"})
    void whatTheServiceOffersIsAccepted(String id) {
        assertThat(violations(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLINK-2_4", "FLINK-2_10", "FLINK-3_0"})
    void aRuntimeNewerThanAllKnownOnesIsTakenOnTrust(String id) {
        assertThat(violations(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLINK-1_6", "FLINK-1_8", "FLINK-1_11", "FLINK-1_13"})
    void aDeprecatedRuntimeIsRefusedWithWhereToMove(String id) {
        assertThat(violations(id))
                .containsExactly("runtime must be one that AWS still supports (FLINK-1_15, FLINK-1_18, FLINK-1_19,"
                        + " FLINK-1_20, FLINK-2_2, FLINK-2_3), got the deprecated '" + id + "'; use FLINK-1_20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLINK-1_16", "FLINK-1_21", "FLINK-2_0", "FLINK-2_1", "FLINK-2_03", "FLINK-2", "1.20", ""})
    void aRuntimeThatTheServiceNeverOfferedIsRefused(String id) {
        assertThat(violations(id))
                .containsExactly("runtime must be one that the service offers (FLINK-1_15, FLINK-1_18, FLINK-1_19,"
                        + " FLINK-1_20, FLINK-2_2, FLINK-2_3), got '" + id + "'");
    }

    @Test
    void aNotebookIsNoJob() {
        assertThat(ServiceRuntimes.otherKind("ZEPPELIN-FLINK-3_0"))
                .hasValue(
                        "must be a Flink runtime such as FLINK-1_20, got 'ZEPPELIN-FLINK-3_0', which is for Studio"
                                + " notebooks; export the note as an application in Studio, or run its SQL with Flink's Table API");
        assertThat(ServiceRuntimes.otherMode("INTERACTIVE"))
                .hasValue("must be STREAMING, got 'INTERACTIVE', which is for Studio notebooks; export the note as an"
                        + " application in Studio, or run its SQL with Flink's Table API");
        assertThat(ServiceRuntimes.otherKind("SQL-1_0"))
                .hasValue(
                        "must be a Flink runtime such as FLINK-1_20, got 'SQL-1_0', which AWS has discontinued; run the SQL"
                                + " with Flink's Table API");
        assertThat(ServiceRuntimes.otherKind("FLINK-1_20")).isEmpty();
        assertThat(ServiceRuntimes.otherMode("STREAMING")).isEmpty();
    }

    private static List<String> violations(String id) {
        ServiceLimits limits = new ServiceLimits(text -> false);
        limits.runtime(id);
        return limits.violations();
    }
}
