package io.millrace.local.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.files.Directories;
import io.millrace.local.process.StageException;
import io.millrace.local.stage.StageDirectory;
import io.millrace.local.testing.Specimen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSecretsTest {
    private static final String ARN = "arn:aws:secretsmanager:us-east-1:000000000000:secret:shop/key";

    @TempDir
    Path stage;

    @Test
    void aSecretIsARandomTextThatItsOwnerAloneMayRead() throws IOException {
        Path file = secrets().file(ARN).orElseThrow();

        assertThat(Files.readString(file)).matches("[A-Za-z0-9]{64}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        assertThat(file.getParent()).isEqualTo(stage.resolve("secrets"));
    }

    @Test
    void itIsMadeOnceForAllOfTheStagesApplications() throws IOException {
        String first = Files.readString(secrets().file(ARN).orElseThrow());

        assertThat(Files.readString(secrets().file(ARN).orElseThrow())).isEqualTo(first);
    }

    @Test
    void anotherVersionIsAnotherText() throws IOException {
        Path current = secrets().file(ARN).orElseThrow();
        Path pinned =
                secrets().file(ARN + ":::9d4cb84b-ad69-40c0-a0ab-cead36b967e8").orElseThrow();

        assertThat(Files.readString(pinned)).isNotEqualTo(Files.readString(current));
    }

    @Test
    void whatIsNoSecretOfTheStageStays() {
        for (String value : List.of(
                "file:///run/key", ARN.replace("000000000000", "111111111111"), ARN + ":json:AWSCURRENT:", "key")) {
            assertThat(secrets().file(value)).isEmpty();
        }
        assertThat(stage.resolve("secrets")).doesNotExist();
    }

    /** The property groups are in a file that others can read, and changes to them are reported. */
    @Test
    void theGroupsAndTheEventsHoldTheFileAndNotTheSecret() throws IOException {
        LocalProperties properties = LocalProperties.of(
                Specimen.application(Map.of("Job", Map.of("name", "billing", "key", ARN))),
                Specimen.plan(Specimen.ORDERS),
                Map.of(),
                secrets());
        Path file = secrets().file(ARN).orElseThrow();

        assertThat(properties.groups()).isEqualTo(Map.of("Job", Map.of("name", "billing", "key", uri(file))));
        assertThat(properties.changes()).isEqualTo(Map.of("set key=" + uri(file) + " in", Set.of("Job")));
    }

    @Test
    void aGivenSecretHasItsValueInAnyAccount() throws IOException {
        Path value = Files.writeString(stage.resolve("value.txt"), "given\n");
        String other = ARN.replace("000000000000", "111111111111").replace("shop/key", "other-AbCdEf");

        secrets().give(Map.of("shop/key", value, other, value));

        assertThat(secrets().file(ARN).orElseThrow()).hasContent("given");
        assertThat(secrets().file(other).orElseThrow()).hasContent("given");
        assertThat(secrets().file(ARN.replace("000000000000", "111111111111").replace("key", "none")))
                .isEmpty();
    }

    /** AWS appends a hyphen and six characters to the name in an ARN. */
    @Test
    void anArnWithTheCharactersOfAwsMeansTheNameThatIsGiven() throws IOException {
        String foreign = ARN.replace("000000000000", "111111111111");
        secrets()
                .give(Map.of(
                        "shop/key", value("key"),
                        "shop/my-secret", value("its name ends as if AWS had appended it")));

        assertThat(secrets().file(foreign + "-AbCdEf").orElseThrow()).hasContent("key");
        assertThat(secrets().file(foreign + "-AbCdEf:::version").orElseThrow()).hasContent("key");
        assertThat(secrets().file(foreign.replace("key", "my-secret")).orElseThrow())
                .hasContent("its name ends as if AWS had appended it");
        assertThat(secrets().file(foreign.replace("key", "my"))).isEmpty();
        assertThat(secrets().file(foreign.replace("key", "none-AbCdEf"))).isEmpty();
    }

    @Test
    void anArnWithoutTheCharactersOfAwsMeansTheArnThatIsGivenWithThem() throws IOException {
        String foreign = ARN.replace("000000000000", "111111111111");
        secrets().give(Map.of(foreign + "-AbCdEf", value("key")));

        assertThat(secrets().file(foreign).orElseThrow()).hasContent("key");
        assertThat(secrets().file(ARN).orElseThrow()).as("the stage's own").hasContent("key");
        assertThat(secrets().file(foreign + "-AbCdEf").orElseThrow()).hasContent("key");
        assertThat(secrets().file(foreign + "-GhIjKl")).isEmpty();
        assertThat(secrets().names()).containsExactly("shop/key-AbCdEf");
    }

    @Test
    void theNameThatIsGivenComesBeforeAnArnThatMayMeanIt() throws IOException {
        secrets().give(Map.of(ARN + "-AbCdEf", value("other"), "shop/key", value("key")));

        assertThat(secrets().file(ARN).orElseThrow()).hasContent("key");
        assertThat(secrets().file(ARN + ":::1").orElseThrow()).hasContent("key");
    }

    @Test
    void aGivenSecretHasItsValueInEveryVersion() throws IOException {
        Path pinned = secrets().file(ARN + ":::1").orElseThrow();
        Path other = secrets().file(ARN + "s:::1").orElseThrow();

        secrets().give(Map.of("shop/key", value("key")));

        assertThat(pinned).hasContent("key");
        assertThat(secrets().file(ARN + ":::1")).contains(pinned);
        assertThat(secrets().file(ARN + ":::2").orElseThrow()).hasContent("key");
        assertThat(other).content().hasSize(64);
    }

    @Test
    void anArnOfTheStagesAccountWithTheCharactersOfAwsMeansTheNameThatIsGiven() throws IOException {
        Path file = secrets().file(ARN + "-AbCdEf").orElseThrow();

        secrets().give(Map.of("shop/key", value("key")));

        assertThat(file).as("of a job that runs").hasContent("key");
        assertThat(secrets().file(ARN + "-AbCdEf")).contains(file);
        assertThat(secrets().file(ARN + "-GhIjKl:::1").orElseThrow()).hasContent("key");
    }

    /** A template refers to them by ARNs without the characters of AWS. */
    @Test
    void theWholeNameOfADeclaredSecretHasNoCharactersOfAws() throws IOException {
        LocalSecrets secrets = secrets().with(List.of("shop/key", "shop/key-Master"));
        Path key = secrets.file(ARN).orElseThrow();
        Path master = secrets.file(ARN + "-Master").orElseThrow();
        String random = Files.readString(master);

        secrets.give(Map.of("shop/key", value("key")));
        assertThat(key).hasContent("key");
        assertThat(master).hasContent(random);

        secrets.give(Map.of(ARN + "-Master", value("master")));
        assertThat(key).hasContent("key");
        assertThat(master).hasContent("master");
        assertThat(secrets.file(ARN + "-Master:::1").orElseThrow()).hasContent("master");
        assertThat(secrets.file(ARN + ":::1").orElseThrow()).hasContent("key");
    }

    @Test
    void theIdThatASecretWasGivenByIsForItsOwnerToo() throws IOException {
        secrets().give(Map.of("shop/key", value("key")));

        assertThat(Directories.children(stage.resolve("secrets"))).hasSize(2).allSatisfy(file -> assertThat(
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------"));
    }

    /** It has not kept which ones were given. */
    @Test
    void theSecretsOfAnEarlierBuildStay() throws IOException {
        Path directory = Files.createDirectories(stage.resolve("secrets"));
        Files.writeString(directory.resolve("shop%2Fkey"), "key");
        Files.writeString(directory.resolve("shop%2Fkey@1"), "pinned");

        assertThat(secrets().file(ARN).orElseThrow()).hasContent("key");
        assertThat(secrets().file(ARN + ":::1").orElseThrow()).hasContent("pinned");
        assertThat(secrets().file(ARN.replace("000000000000", "111111111111")).orElseThrow())
                .hasContent("key");
        assertThat(secrets().names()).containsExactly("shop/key");
    }

    /** A job that runs has the files of its secrets, and reads them again when it restarts. */
    @Test
    void aSecretThatIsGivenByAnotherIdIsInTheFileThatItHad() throws IOException {
        String foreign = ARN.replace("000000000000", "111111111111");
        Path file = secrets().file(ARN).orElseThrow();
        String random = Files.readString(file);

        LocalSecrets.Former former = secrets().give(Map.of(foreign + "-AbCdEf", value("by ARN")));
        assertThat(former).hasToString("[shop/key, shop/key-AbCdEf]");
        assertThat(file).hasContent("by ARN");
        assertThat(secrets().file(ARN)).contains(file);

        secrets().restore(former);
        assertThat(file).hasContent(random);
        assertThat(secrets().names()).containsExactly("shop/key");
    }

    @Test
    void theLastOfSeveralIdsCounts() throws IOException {
        String foreign = ARN.replace("000000000000", "111111111111");
        secrets().give(Map.of("shop/key-AbCdEf", value("by its name with the ending")));
        secrets().give(Map.of(foreign + "-AbCdEf", value("by ARN")));
        assertThat(secrets().file(foreign + "-AbCdEf").orElseThrow()).hasContent("by ARN");

        secrets().give(Map.of("shop/key", value("by name")));

        assertThat(secrets().file(ARN).orElseThrow()).hasContent("by name");
        assertThat(secrets().file(foreign + "-AbCdEf").orElseThrow()).hasContent("by name");
    }

    @Test
    void whatASecretHadBeforeItWasGivenCanBeRestored() throws IOException {
        String before = Files.readString(secrets().file(ARN).orElseThrow());

        LocalSecrets.Former former = secrets().give(Map.of("shop/key", value("given"), "shop/new", value("new")));
        assertThat(secrets().file(ARN).orElseThrow()).hasContent("given");
        assertThat(former).hasToString("[shop/key, shop/new]");
        assertThat(secrets().give(Map.of("shop/key", value("given"))).isEmpty())
                .as("given again")
                .isTrue();
        secrets().restore(former);

        assertThat(secrets().file(ARN).orElseThrow()).hasContent(before);
        assertThat(secrets().names()).containsExactly("shop/key");
    }

    @Test
    void aFileThatCannotBeReadChangesNoSecret() throws IOException {
        Map<String, Path> values = Map.of("a", value("a"), "z", stage.resolve("none.txt"));

        assertThatThrownBy(() -> secrets().give(values))
                .isInstanceOf(StageException.class)
                .hasMessage("file %s of secret 'z' cannot be read", stage.resolve("none.txt"));
        assertThat(secrets().names()).isEmpty();
    }

    private Path value(String text) throws IOException {
        return Files.writeString(Files.createTempFile(stage, "value", ".txt"), text + "\n");
    }

    private LocalSecrets secrets() {
        return new StageDirectory(stage).secrets();
    }

    private static String uri(Path file) {
        return file.toUri().toString();
    }
}
