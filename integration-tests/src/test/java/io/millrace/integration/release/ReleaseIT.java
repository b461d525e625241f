package io.millrace.integration.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.integration.AdoptersShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code .ci/release} on two checkouts of one tag: the BOM and the contract are built, signed with a key made for this, and
 * uploaded to a stand-in for Maven Central. The other modules of a release are built by the same profile.
 */
class ReleaseIT {
    private static final Path HOME =
            Path.of(System.getProperty("millrace.home")).toAbsolutePath().normalize();
    private static final String VERSION = "7.6.5";
    private static final String BOM = "io/millrace/millrace-bom/7.6.5/millrace-bom-7.6.5";
    private static final String CONTRACT = "io/millrace/millrace-contract/7.6.5/millrace-contract-7.6.5";

    @TempDir
    static Path machine;

    private static AdoptersShell shell;
    private static CentralStandIn central;
    private static SigningKey key;
    private static Path checkout;
    private static Bundle bundle;
    private static Bundle second;

    @BeforeAll
    static void releaseTwice() throws IOException {
        shell = new AdoptersShell(HOME, Files.createDirectory(machine.resolve("repository")));
        central = CentralStandIn.start(machine);
        key = SigningKey.generate();
        Files.writeString(machine.resolve("key.asc"), key.armored());
        checkout = tagged("checkout");
        release(checkout, "UTC");
        release(tagged("a second checkout"), "Asia/Tokyo");
        bundle = Bundle.read(central.bundle(1));
        second = Bundle.read(central.bundle(2));
    }

    @AfterAll
    static void close() {
        central.close();
    }

    private static Path tagged(String name) throws IOException {
        Path directory = Files.createDirectory(machine.resolve(name));
        shell.checkOut(directory);
        shell.run(
                directory,
                "git init --quiet; git add .; git -c user.name=n -c user.email=n@example.com commit --quiet -m all; git tag v"
                        + VERSION);
        return directory;
    }

    private static void release(Path directory, String zone) throws IOException {
        shell.run(directory, environment() + "export TZ=" + zone + "\n.ci/release v" + VERSION + " bom,contract");
    }

    /** As a pipeline has it; plugins come from the repository of this build, where they stay for the next. */
    private static String environment() {
        return """
                export CI_PROJECT_URL=https://gitlab.example.com/group/millrace
                export MILLRACE_MAINTAINERS=maintainers@example.com
                export MAVEN_GPG_KEY="$(cat '%s')"
                export MAVEN_GPG_PASSPHRASE='%s'
                export CENTRAL_USERNAME='%s'
                export CENTRAL_PASSWORD='%s'
                export MAVEN_ARGS='-Dmaven.repo.local=%s -Dmaven.repo.local.tail=%s %s -DwaitUntil=uploaded -DcentralBaseUrl=%s'
                """.formatted(
                        machine.resolve("key.asc"),
                        SigningKey.PASSPHRASE,
                        CentralStandIn.USER,
                        CentralStandIn.PASSWORD,
                        System.getProperty("millrace.repository"),
                        machine.resolve("repository"),
                        AdoptersShell.CHECKED,
                        central.url());
    }

    @Test
    void theBundleHasWhatCentralRequires() {
        assertThat(bundle.artifacts())
                .containsOnlyKeys(
                        BOM + ".pom",
                        CONTRACT + ".pom",
                        CONTRACT + ".jar",
                        CONTRACT + "-sources.jar",
                        CONTRACT + "-javadoc.jar",
                        CONTRACT + "-tests.jar",
                        CONTRACT + "-cyclonedx.json");
        for (String artifact : bundle.artifacts().keySet()) {
            assertThat(bundle.files()).containsKeys(artifact + ".asc", artifact + ".md5", artifact + ".sha1");
        }
        for (String pom : new String[] {BOM + ".pom", CONTRACT + ".pom"}) {
            assertThat(bundle.text(pom))
                    .contains(
                            "<name>", "<description>", "<license>", "<developer>", "<version>" + VERSION + "</version>")
                    .contains("<url>https://gitlab.example.com/group/millrace</url>")
                    .contains("<connection>scm:git:https://gitlab.example.com/group/millrace.git</connection>")
                    .contains("<tag>v" + VERSION + "</tag>", "<email>maintainers@example.com</email>")
                    .doesNotContain("<parent>", "<build>", "<scope>test</scope>", "${revision}", "SNAPSHOT");
        }
    }

    @Test
    void everyArtifactIsSigned() throws IOException {
        for (Map.Entry<String, byte[]> artifact : bundle.artifacts().entrySet()) {
            assertThat(key.signed(artifact.getValue(), bundle.signature(artifact.getKey())))
                    .as(artifact.getKey())
                    .isTrue();
        }
    }

    @Test
    void aSecondBuildElsewhereGivesTheSameBytes() {
        List<String> different = new ArrayList<>();
        bundle.artifacts().forEach((name, content) -> {
            if (!Arrays.equals(content, second.files().get(name))) {
                different.add(name);
            }
        });

        assertThat(second.artifacts()).containsOnlyKeys(bundle.artifacts().keySet());
        assertThat(different).isEmpty();
    }

    @Test
    void theBillOfMaterialsListsWhatComesAlongAtRunTime() throws IOException {
        List<String> components = new ArrayList<>();
        JsonNode document = new ObjectMapper().readTree(bundle.text(CONTRACT + "-cyclonedx.json"));
        document.path("components")
                .forEach(component -> components.add(component.path("purl").asText()));

        assertThat(document.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(document.at("/metadata/component/version").asText()).isEqualTo(VERSION);
        assertThat(components)
                .anyMatch(purl -> purl.startsWith("pkg:maven/com.fasterxml.jackson.core/jackson-databind@"))
                .noneMatch(purl -> purl.contains("junit"));
    }

    @Test
    void aReleaseWithoutWhatTheLastOneOfferedIsRefused() throws IOException {
        bundle.unpack(machine.resolve("repository"));
        Path next = tagged("next");
        Path source = next.resolve("contract/src/main/java/io/millrace/contract/Nearest.java");
        Files.writeString(
                source, Files.readString(source).replace("public static String hint(", "static String hint("));

        String log = shell.run(
                next,
                environment() + "./mvnw -B -ntp -Prelease -Drevision=7.6.6 -Dmillrace.last-release=" + VERSION
                        + " -Dmillrace.url=https://gitlab.example.com/group/millrace -Dmillrace.maintainers=m@example.com"
                        + " -pl contract -DskipTests -Dmaven.javadoc.skip -Dmaven.source.skip -Dcyclonedx.skip package",
                1);

        assertThat(log).contains("io.millrace.contract.Nearest.hint(").contains(":METHOD_LESS_ACCESSIBLE");
    }
}
