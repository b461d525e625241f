package io.millrace.integration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.integration.pipeline.Workplace.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate on real releases: this project's assembly, and the same with other settings. */
class StateGateIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path HOME = Pipeline.home();

    @TempDir
    private Path directory;

    @Test
    void lossesAreReportedAndPassOnlyWhereATemplateAllowsThem() throws IOException {
        // the JVMs of the gate as in the other tests, which a workplace does not inherit
        String options = System.getenv().getOrDefault("MILLRACE_JVM_OPTIONS", "");
        Workplace place = new Workplace(directory).with("MILLRACE_JVM_OPTIONS", options);
        Workplace.copy(Path.of(System.getProperty("millrace.assembly")), directory.resolve("before"));
        Workplace.copy(directory.resolve("before"), directory.resolve("after"));
        ObjectNode bookings = application("BookingAlerts");
        set(bookings, "escalations", "stalled: PAYMENT_FAILED{2} within 5 min");
        bookings.putObject("RunConfiguration")
                .putObject("FlinkRunConfiguration")
                .put("AllowNonRestoredState", true);
        write("BookingAlerts", bookings);
        remove("Rollup");
        for (String release : new String[] {"before", "after"}) {
            assertThat(place.run("node", "deploy/lib/assembly.mjs", "seal", release, "0.1.0", "c0ffee")
                            .exit())
                    .isZero();
        }
        // the local runtime as built; the script at the root might build it again
        place.program(
                "millrace",
                "#!/bin/sh\nexec java $MILLRACE_JVM_OPTIONS -Dmillrace.home='%1$s' -cp '%1$s/local/target/millrace-local.jar%2$s%1$s/local/target/lib/*' io.millrace.local.cli.Main \"$@\"\n"
                        .formatted(HOME, File.pathSeparator));

        Outcome outcome = place.run("deploy/state-gate", "dev", "--against", "before", "--assembly", "after");

        assertThat(outcome.exit()).as(outcome.output()).isEqualTo(1);
        assertThat(outcome.output())
                .containsPattern(
                        "BookingAlerts.*: operator 'follow-payment-trouble-.* is not in this job.*; its template allows it")
                .containsPattern("Rollup[0-9A-F]+: it is not in the new assembly, so all of its state would be lost")
                .contains("dev would lose state")
                .doesNotContain("millrace-dev-lottery")
                .doesNotContain("millrace-dev-outliers");
    }

    private Path template(String stack) throws IOException {
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(directory.resolve("after/assembly-dev"), "dev" + stack + "*.template.json")) {
            return found.iterator().next();
        }
    }

    /** The properties of a stack's application. */
    private ObjectNode application(String stack) throws IOException {
        return (ObjectNode) resource(JSON.readTree(template(stack).toFile())).get("Properties");
    }

    private void write(String stack, ObjectNode properties) throws IOException {
        JsonNode template = JSON.readTree(template(stack).toFile());
        resource(template).set("Properties", properties);
        JSON.writeValue(template(stack).toFile(), template);
    }

    /** Leaves something in its place that is no application, for others refer to it. */
    private void remove(String stack) throws IOException {
        JsonNode template = JSON.readTree(template(stack).toFile());
        resource(template).put("Type", "AWS::CloudFormation::WaitConditionHandle");
        JSON.writeValue(template(stack).toFile(), template);
    }

    private static ObjectNode resource(JsonNode template) {
        for (JsonNode resource : template.get("Resources")) {
            if (resource.get("Type").asText().equals("AWS::KinesisAnalyticsV2::Application")) {
                return (ObjectNode) resource;
            }
        }
        throw new AssertionError("no application in " + template);
    }

    private static void set(ObjectNode properties, String key, String value) {
        for (JsonNode group : properties.at("/ApplicationConfiguration/EnvironmentProperties/PropertyGroups")) {
            if (group.get("PropertyGroupId").asText().equals("Job")) {
                ((ObjectNode) group.get("PropertyMap")).put(key, value);
            }
        }
    }
}
