package io.millrace.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.process.StageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryCacheTest {
    private static final LibraryLock LOCK = Repository.LOCK;
    private static final Library CORE = LOCK.libraries().get(1);

    @TempDir
    private Path directory;

    private final List<String> events = new ArrayList<>();
    private Repository repository;
    private Path home;
    private Path caches;

    @BeforeEach
    void start() throws IOException {
        repository = new Repository();
        home = repository.home(directory.resolve("home"));
        caches = directory.resolve("cache");
    }

    @AfterEach
    void stop() {
        repository.close();
    }

    private Path libraries() {
        return new LibraryCache(caches, MavenRepositories.ofUser(home)).libraries(LOCK, events::add);
    }

    @Test
    void aReleaseIsFetchedOnceWithTheCredentialsOfTheMirror() throws IOException {
        Path libraries = libraries();

        assertComplete(libraries);
        assertThat(repository.requests()).hasSize(3).allMatch(request -> request.endsWith(" Basic bWU6cGFzcw=="));
        assertThat(events)
                .first()
                .isEqualTo("fetching the libraries of Flink 9.9.1 once: 3 files, 0 MB, into " + caches);
        assertThat(libraries()).isEqualTo(libraries);
        assertThat(repository.requests()).hasSize(3);
    }

    @Test
    void whatMavenHasIsNotFetched() throws IOException {
        for (Library library : LOCK.libraries()) {
            Path file = home.resolve("none").resolve(library.path());
            Files.createDirectories(file.getParent());
            Files.write(file, Repository.content(library));
        }
        // another file under the same name
        Files.writeString(home.resolve("none").resolve(CORE.path()), "damaged");

        assertComplete(libraries());
        assertThat(repository.requests()).singleElement().asString().startsWith(CORE.path());
    }

    @Test
    void anotherFileIsRefusedWithItsDigest() throws IOException {
        repository.put(CORE, new byte[(int) CORE.bytes()]);

        assertNotFetched()
                .hasMessageContaining(
                        "%s/%s must have the SHA-256 %s, got '", repository.url(), CORE.path(), CORE.sha256())
                .hasMessageEndingWith(
                        "if a second attempt gets the same, give a repository that has it as a mirror in %s/.m2/settings.xml,"
                                + " or use a runtime whose libraries are built in (FLINK-1_20, FLINK-2_2)",
                        home);
        repository.put(CORE, Repository.content(CORE));
        assertComplete(libraries());
    }

    @Test
    void aDownloadThatBreaksOffLeavesNothingHalf() throws IOException {
        repository.breakOff("flink-core");

        assertNotFetched().hasMessageContaining("flink-core-9.9.1.jar broke off");
        repository.breakOff("");
        assertComplete(libraries());
    }

    @Test
    void aFetchThatIsKilledGoesOnWhereItWas() throws Exception {
        repository.stall("flink-core");
        Process fetch = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FetchMain.class.getName(),
                        caches.toString(),
                        home.toString())
                .redirectErrorStream(true)
                .start();
        repository.awaitStall();
        fetch.destroyForcibly().waitFor();
        assertThat(complete()).isEmpty();
        repository.stall("");

        assertComplete(libraries());
        assertThat(repository.requests())
                .filteredOn(request -> request.contains("flink-runtime"))
                .hasSize(1);
        assertThat(repository.requests())
                .filteredOn(request -> request.contains("flink-core"))
                .hasSize(2);
    }

    @Test
    void aFileThatIsNotOfTheReleaseIsNotKept() throws IOException {
        Path part = Files.createDirectories(caches.resolve("FLINK-9_9-" + LOCK.digest() + ".part"));
        Files.writeString(part.resolve("stray.jar"), "stray");

        assertComplete(libraries());
    }

    @Test
    void aFileThatTheRepositoryDoesNotHaveIsNamed() {
        repository.remove(CORE.path());

        assertNotFetched()
                .hasMessageContaining(
                        "the libraries of FLINK-9_9 cannot be fetched: %s/%s answers 404; give a repository that has it",
                        repository.url(), CORE.path());
    }

    @Test
    void withoutANetworkTheRemedyIsNamed() {
        repository.close();

        assertNotFetched()
                .hasMessageContaining("does not answer: java.net.ConnectException")
                .hasMessageContaining("or use a runtime whose libraries are built in (FLINK-1_20, FLINK-2_2)");
    }

    @Test
    void settingsThatForbidTheNetworkAreRespected() throws IOException {
        Files.writeString(home.resolve(".m2/settings.xml"), "<settings><offline>true</offline></settings>");

        assertNotFetched().hasMessageContaining("cannot be fetched: %s/.m2/settings.xml sets offline", home);
        assertThat(repository.requests()).isEmpty();
    }

    private AbstractThrowableAssert<?, ?> assertNotFetched() {
        AbstractThrowableAssert<?, ?> failure =
                assertThatThrownBy(this::libraries).isInstanceOf(StageException.class);
        assertThat(complete()).isEmpty();
        return failure;
    }

    /** The directories from which a cluster would start. */
    private List<Path> complete() {
        try (Stream<Path> children = Files.list(caches)) {
            return children.filter(Files::isDirectory)
                    .filter(child -> !child.toString().endsWith(".part"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertComplete(Path libraries) throws IOException {
        for (Library library : LOCK.libraries()) {
            assertThat(libraries.resolve(library.fileName())).hasBinaryContent(Repository.content(library));
        }
        assertThat(libraries).isDirectoryNotContaining("glob:**/stray.jar");
    }
}
