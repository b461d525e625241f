package io.millrace.integration.documents;

import static io.millrace.integration.documents.DocumentedCommand.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/support.md} states the versions that the build has, and the artifacts that a release publishes. */
class SupportTest {
    private static String guide;
    private static Reactor reactor;

    @BeforeAll
    static void read() throws IOException {
        guide = Files.readString(HOME.resolve("docs/support.md"));
        reactor = Reactor.read(HOME);
    }

    @Test
    void theVersionsAreThoseOfTheBuild() throws IOException {
        JsonNode node = new ObjectMapper().readTree(HOME.resolve("package.json").toFile());

        assertThat(row("CDK"))
                .contains(reactor.property("aws-cdk-lib.version") + " or newer")
                .contains("`aws-cdk` " + node.at("/devDependencies/aws-cdk").asText());
        assertThat(row("local Flink")).contains(reactor.property("flink.version"));
        assertThat(row("JDK of builds")).contains(reactor.property("maven.compiler.release") + " or newer");
        assertThat(row("JDK of `millrace-contract`"))
                .contains(reactor.property("contract", "maven.compiler.release") + " or newer");
        assertThat(row("Node")).contains(node.at("/engines/node").asText().replace(">=", "") + " or newer");
    }

    @Test
    void theRuntimesAreThoseThatSynthesisAccepts() throws IOException {
        String source = Files.readString(
                HOME.resolve("constructs/src/main/java/io/millrace/constructs/flink/FlinkRuntime.java"));

        assertThat(names("`(FLINK-[0-9_]+)`", row("runtimes")))
                .isNotEmpty()
                .isEqualTo(names("= of\\(\"(FLINK-[0-9_]+)\"\\)", source));
    }

    /** The versions of the lists that the local runtime fetches by, and of the two modules with built-in libraries. */
    @Test
    void theReleasesAreThoseThatRunHere() throws IOException {
        assertThat(release("FLINK-1_20"))
                .contains(
                        " " + reactor.property("flink.version") + " | " + reactor.property("flink-table.version") + " ")
                .endsWith("| built in |");
        assertThat(release("FLINK-2_2"))
                .contains(" " + reactor.property("flink2.version") + " | "
                        + reactor.property("cluster-flink2", "flink-table.version") + " ")
                .endsWith("| built in |");
        for (String runtime : List.of("FLINK-1_18", "FLINK-1_19", "FLINK-2_3")) {
            String lock = Files.readString(
                    HOME.resolve("local/src/main/resources/io/millrace/local/runtime/" + runtime + ".lock"));
            assertThat(release(runtime))
                    .contains(" " + version("flink-runtime", lock) + " | " + version("flink-csv", lock) + " ")
                    .endsWith("| fetched |");
        }
    }

    private static String release(String runtime) {
        String table = guide.substring(guide.indexOf("## Runtimes"));
        return table.lines()
                .filter(line -> line.startsWith("| `" + runtime + "`"))
                .findFirst()
                .orElseThrow();
    }

    private static String version(String artifact, String lock) {
        return names("/%s/([0-9.]+)/".formatted(artifact), lock).iterator().next();
    }

    @Test
    void theArtifactsAreThoseOfTheBom() {
        String table = guide.substring(guide.indexOf("\n| artifact |"));

        assertThat(names("`millrace-([a-z0-9-]+)`", table)).isEqualTo(reactor.managed("bom"));
    }

    private static String row(String what) {
        return guide.lines()
                .filter(line -> line.startsWith("| " + what))
                .findFirst()
                .orElseThrow(() -> new AssertionError("docs/support.md has no row '" + what + "'"));
    }

    private static Set<String> names(String pattern, String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
