package io.millrace.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomResourceRequestTest {
    private static final Map<String, Object> DATA = Map.of("StartedAt", "2026-11-21T12:00:00Z");

    /** CloudFormation turns every value into a string; {@code "false"} must not be taken for true. */
    @ParameterizedTest
    @CsvSource({"true, true", "false, false"})
    void flagsAreReadFromTheirText(String text, boolean flag) {
        CustomResourceRequest request = CustomResourceRequest.of(Map.of(
                "RequestType",
                "Create",
                "StackId",
                "stack",
                "Data",
                DATA,
                "ResourceProperties",
                Map.of("RestoreType", "SKIP_RESTORE_FROM_SNAPSHOT", "AllowNonRestoredState", text)));

        assertThat(request.runConfiguration().dropsState()).isEqualTo(flag);
    }

    @ParameterizedTest
    @CsvSource({
        "CodeKey, true, false",
        "RuntimeEnvironment, true, false",
        "ConfigurationHash, true, false",
        "ConfigurationReferences, true, false",
        "RoleArn, true, false",
        "PermissionsHash, false, false",
        "PermissionsReferences, false, false",
        "MaxRestarts, false, false",
        "SnapshotsKept, false, false",
        "RestoreType, false, true",
        "SnapshotName, false, true",
        "SnapshotArn, false, true",
        "AllowNonRestoredState, false, true",
        "VerifySeconds, false, false",
        "TimeoutSeconds, false, false",
        "StopMode, false, false"
    })
    void whatAnUpdateChangesIsKnown(String property, boolean job, boolean runConfiguration) {
        CustomResourceRequest request = CustomResourceRequest.of(Map.of(
                "RequestType",
                "Update",
                "StackId",
                "stack",
                "Data",
                DATA,
                "ResourceProperties",
                Map.of(property, "new"),
                "OldResourceProperties",
                Map.of(property, "old")));

        assertThat(request.changesJob()).isEqualTo(job);
        assertThat(request.changesRunConfiguration()).isEqualTo(runConfiguration);
    }

    @Test
    void anUnknownRequestIsRefused() {
        assertThatThrownBy(() ->
                        CustomResourceRequest.of(Map.of("RequestType", "Import", "StackId", "stack", "Data", DATA)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("RequestType must be Create, Update or Delete, got 'Import'");
    }

    @Test
    void aMissingPropertyIsNamed() {
        CustomResourceRequest request =
                CustomResourceRequest.of(Map.of("RequestType", "Create", "StackId", "stack", "Data", DATA));

        assertThatThrownBy(request::applicationName)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("property ApplicationName is missing");
    }
}
