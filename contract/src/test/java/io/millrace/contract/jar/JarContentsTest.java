package io.millrace.contract.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarContentsTest {
    @TempDir
    private Path directory;

    @Test
    void theMainClassShowsTheJavaThatItNeeds() throws IOException {
        JarContents jar = new SmallJar()
                .main("com.shop.Main")
                .add("com/shop/Other", 21)
                .add("com/shop/Main", 17)
                .in(directory);

        assertThat(jar.mainClass()).isEqualTo("com.shop.Main");
        assertThat(jar.javaVersion()).hasValue(17);
    }

    @Test
    void whatIsNoJarIsLeftToTheStartOfTheJob() throws IOException {
        Path text = Files.writeString(directory.resolve("text.jar"), "no jar");
        Path jar = directory.resolve("job.jar");
        new SmallJar().main("Main").add("Main", 17).write(jar);

        assertThat(JarContents.ofJar(text)).isEmpty();
        assertThat(JarContents.ofJar(jar).map(JarContents::mainClass)).hasValue("Main");
        assertThatThrownBy(() -> JarContents.ofJar(directory.resolve("none.jar")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.jar");
    }

    @Test
    void aNumberOfTwoBytesIsReadAsOne() throws IOException {
        assertThat(new SmallJar()
                        .main("Main")
                        .file("Main.class", "\0\0\0\0\0\0\1\0")
                        .in(directory)
                        .javaVersion())
                .hasValue(256 - 44);
    }

    @Test
    void aJarWithoutAMainClassShowsNoJava() throws IOException {
        assertThat(new SmallJar().add("com/shop/Main", 17).in(directory).mainClass())
                .isEmpty();
        assertThat(new SmallJar().add("com/shop/Main", 17).in(directory).javaVersion())
                .isEmpty();
        assertThat(new SmallJar().main("com.shop.Main").in(directory).javaVersion())
                .isEmpty();
        assertThat(new SmallJar()
                        .main("Main")
                        .file("Main.class", "\0\0\0\0\0\0\0")
                        .in(directory)
                        .javaVersion())
                .isEmpty();
        assertThat(new SmallJar()
                        .file("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\n\r\n")
                        .in(directory)
                        .mainClass())
                .isEmpty();
    }

    @Test
    void aReferenceIsAWholeName() throws IOException {
        JarContents jar = new SmallJar()
                .add("com/shop/A", 11, "Lorg/apache/flink/a/B;", "org/apache/flink/a/C$D_1")
                .add("com/shop/B", 11, "org/apache/flink/a/B")
                .file("com/shop/names.txt", "org/apache/flink/a/E")
                .in(directory);

        assertThat(jar.userOf("org.apache.flink.a.B")).contains("com.shop.A");
        assertThat(jar.userOf("org.apache.flink.a.C$D_1")).contains("com.shop.A");
        assertThat(jar.userOf("org.apache.flink.a.C")).isEmpty();
        assertThat(jar.userOf("org.apache.flink.a.E")).isEmpty();
    }

    @Test
    void aReferenceMayEndItsClass() throws IOException {
        assertThat(new SmallJar()
                        .file("A.class", "org/apache/flink/a/B")
                        .in(directory)
                        .userOf("org.apache.flink.a.B"))
                .contains("A");
    }

    @Test
    void flinksOwnClassesUseNothing() throws IOException {
        JarContents jar = new SmallJar()
                .add("org/apache/flink/a/A", 11, "org/apache/flink/a/B")
                .in(directory);

        assertThat(jar.userOf("org.apache.flink.a.B")).isEmpty();
    }

    @Test
    void aJarIsReadAgainWhenItHasChanged() throws IOException {
        Path file = directory.resolve("job.jar");
        copy(new SmallJar().add("A", 11, "org/apache/flink/a/B"), file);
        JarContents first = JarContents.of(file);
        assertThat(JarContents.of(file)).isSameAs(first);

        copy(new SmallJar().add("A", 11, "org/apache/flink/a/CC"), file);

        assertThat(JarContents.of(file).userOf("org.apache.flink.a.CC")).isPresent();
    }

    private void copy(SmallJar jar, Path file) throws IOException {
        Path alone = Files.createTempDirectory(directory, "alone");
        jar.in(alone);
        try (var files = Files.newDirectoryStream(alone)) {
            Files.copy(files.iterator().next(), file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void whatIsNoJarIsRefused() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "no jar");

        assertThatThrownBy(() -> JarContents.of(text)).isInstanceOf(ZipException.class);
    }

    /** A jar is read at every start of a stage. */
    @Test
    void librariesThatDoNotKnowFlinkAreNotRead() throws IOException {
        String flink = "org.apache.flink.api.java.DataSet";
        String reference = "org/apache/flink/api/java/DataSet";

        assertThat(new SmallJar()
                        .file("org/apache/kafka/clients/Client.class", reference)
                        .file("io/netty/util/Timer.class", reference)
                        .in(directory)
                        .userOf(flink))
                .isEmpty();
        for (String user : new String[] {"org/apache/kafkas/Job", "software/amazon/kinesis/Job", "io/nettys/Job"}) {
            assertThat(new SmallJar()
                            .file(user + ".class", reference)
                            .in(directory)
                            .userOf(flink))
                    .contains(user.replace('/', '.'));
        }
    }
}
