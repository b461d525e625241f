package io.millrace.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.process.StageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MavenRepositoriesTest {
    @TempDir
    private Path home;

    @Test
    void withoutSettingsItIsMavenCentral() {
        assertThat(MavenRepositories.ofUser(home).url("a.jar")).isEqualTo("https://repo.maven.apache.org/maven2/a.jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "central", "external:*", "*,!ours", "ours, central"})
    void aMirrorOfCentralIsUsed(String mirrorOf) {
        assertThat(MavenRepositories.isOfCentral(mirrorOf)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ours", "*,!central", "external:http:*", ""})
    void aMirrorOfOthersIsNot(String mirrorOf) {
        assertThat(MavenRepositories.isOfCentral(mirrorOf)).isFalse();
    }

    @Test
    void settingsThatCannotBeReadAreNamed() throws IOException {
        Path settings = Files.createDirectories(home.resolve(".m2")).resolve("settings.xml");
        Files.writeString(settings, "<settings");

        assertThatThrownBy(() -> MavenRepositories.ofUser(home))
                .isInstanceOf(StageException.class)
                .hasMessageStartingWith(settings + " cannot be read: ");
    }
}
