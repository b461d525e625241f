package io.millrace.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.process.StageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaHomesTest {
    @TempDir
    private Path directory;

    private static final JavaHome OWN = new JavaHome(Path.of("/own"), 21);

    private JavaHomes homes(Map<String, String> environment) {
        return new JavaHomes(environment, directory, List.of(directory.resolve("jvm"), directory.resolve("none")), OWN);
    }

    private JavaHome find(int version) {
        return homes(Map.of()).find(version);
    }

    @Test
    void theServicesVersionIsTakenWhereItIsInstalled() throws IOException {
        Path eleven = install("jvm/java-11", "11.0.22");
        install("jvm/java-17", "17.0.15");

        assertThat(find(11)).isEqualTo(new JavaHome(eleven, 11));
        assertThat(find(11).java()).isEqualTo(eleven.resolve("bin/java"));
    }

    @Test
    void theNearestNewerVersionIsTakenOtherwise() throws IOException {
        install("jvm/java-25", "25");
        install("jvm/java-8", "1.8.0_452");
        Path seventeen = install("jvm/java-17", "17.0.15");

        assertThat(find(11)).isEqualTo(new JavaHome(seventeen, 17));
    }

    @Test
    void withoutAnyItIsTheJvmThatRunsThis() throws IOException {
        install("jvm/java-25", "25");
        Files.createDirectories(directory.resolve("jvm/not-a-jdk"));
        Files.createDirectories(directory.resolve("jvm/unreadable/bin"));
        Files.writeString(directory.resolve("jvm/unreadable/release"), "JAVA_VERSION=\"?\"");

        assertThat(find(11)).isEqualTo(OWN);
        assertThat(find(17)).isEqualTo(OWN);
    }

    @Test
    void variablesAndMavensToolchainsNameMore() throws IOException {
        Path eleven = install("elsewhere/eleven", "11.0.22");
        Path ci = install("elsewhere/ci", "17.0.15");
        Files.createDirectories(directory.resolve(".m2"));
        Files.writeString(directory.resolve(".m2/toolchains.xml"), """
                <toolchains><toolchain><type>jdk</type><configuration><jdkHome>%s</jdkHome></configuration></toolchain>
                </toolchains>
                """.formatted(eleven));

        assertThat(find(11)).isEqualTo(new JavaHome(eleven, 11));
        assertThat(find(17)).isEqualTo(OWN);
        assertThat(homes(Map.of("JAVA_HOME_17_X64", ci.toString(), "JAVA_HOME", ""))
                        .find(17))
                .isEqualTo(new JavaHome(ci, 17));
    }

    @Test
    void onMacOsAJdkIsABundle() throws IOException {
        Path home = install("jvm/temurin-17.jdk/Contents/Home", "17.0.15");

        assertThat(find(17)).isEqualTo(new JavaHome(home, 17));
    }

    @Test
    void toolchainsThatCannotBeReadAreNamed() throws IOException {
        Path file = Files.createDirectories(directory.resolve(".m2")).resolve("toolchains.xml");
        Files.writeString(file, "<toolchains");

        assertThatThrownBy(() -> find(11))
                .isInstanceOf(StageException.class)
                .hasMessageStartingWith(file + " cannot be read: ");
    }

    private Path install(String place, String version) throws IOException {
        Path home = directory.resolve(place);
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        return home;
    }
}
