package io.millrace.local.versions;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.local.testing.Specimen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionStoreTest {
    @TempDir
    private Path directory;

    private VersionStore store;

    @BeforeEach
    void open() {
        store = new VersionStore(directory);
    }

    @Test
    void theSamePlanIsTheSameVersionAtTheNextStart() {
        Version first = store.deploy(plan("a"));

        assertThat(first).isEqualTo(new Version(1, plan("a"), Optional.empty(), false));
        assertThat(store.deploy(plan("a"))).isEqualTo(first);
        assertThat(store.read().all()).containsExactly(first);
    }

    @Test
    void anotherPlanIsANewVersionThatGoesOnWithTheStateOfTheLast() {
        Path state = save(store.deploy(plan("a")), "checkpoints/job/chk-7");

        Version second = store.deploy(plan("b"));

        assertThat(second).isEqualTo(new Version(2, plan("b"), Optional.of(state), false));
        assertThat(store.newestState(second)).contains(state);
        assertThat(store.newestState(second)).contains(state);
    }

    @Test
    void aVersionRestoresItsOwnStateAndNeverThatOfALaterOne() {
        Version first = store.deploy(plan("a"));
        Path left = save(first, "savepoints/savepoint-1");
        Version second = store.deploy(plan("b"));
        Path own = save(second, "checkpoints/job/chk-1");
        assertThat(store.newestState(second)).contains(own);

        store.write(store.read().withoutCurrent());

        Version again = store.deploy(plan("a"));
        assertThat(again).isEqualTo(first);
        assertThat(store.newestState(again)).contains(left);
    }

    @Test
    void aVersionThatWasTakenBackLeavesNothingToTheNextOfItsNumber() {
        store.deploy(plan("a"));
        Path takenBack = save(store.deploy(plan("b")), "checkpoints/job/chk-1");
        store.write(store.read().withoutCurrent()); // killed before it was tidied up

        Version next = store.deploy(plan("c"));

        assertThat(next.number()).isEqualTo(2);
        assertThat(takenBack).doesNotExist();
        assertThat(store.newestState(next)).isEmpty();
    }

    @Test
    void onlyStateThatNoVersionNeedsIsDeleted() {
        Path first = save(store.deploy(plan("0")), "checkpoints/job/chk-1");
        List<Version> unproven = List.of("1", "2", "3", "4", "5").stream()
                .map(jar -> store.deploy(plan(jar)))
                .toList();

        store.tidyUp();

        assertThat(store.read().all()).isEqualTo(unproven).hasSize(Versions.KEPT);
        assertThat(first).as("what all of them start from").isDirectory();
        Path own = save(store.deploy(plan("6")), "checkpoints/job/chk-2");
        for (String jar : List.of("7", "8", "9", "10")) {
            store.deploy(plan(jar));
        }
        store.tidyUp();
        assertThat(own).isDirectory();
        assertThat(first).doesNotExist();
    }

    @Test
    void aTemplateThatSkipsSnapshotsBeginsANewVersionWithoutOne() {
        save(store.deploy(plan("a")), "savepoints/savepoint-1");

        Version skipping = store.deploy(Specimen.applicationWithoutSnapshot());

        assertThat(skipping.startsFrom()).isEmpty();
    }

    @Test
    void jarsAreCalledByTheirContent(@TempDir Path builds) throws IOException {
        JarStore jars = new JarStore(directory.resolve("jars"));
        Path jar = Files.writeString(builds.resolve("job.jar"), "one");
        Path one = jars.keep(jar);
        Path same = jars.keep(Files.writeString(builds.resolve("copy.jar"), "one"));
        Path other = jars.keep(Files.writeString(jar, "other"));

        assertThat(same).isEqualTo(one).hasContent("one");
        assertThat(other).isNotEqualTo(one).hasContent("other");

        jars.keepOnly(java.util.Set.of(other));
        assertThat(one).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void applicationsWithTheSameJarKeepItSideBySide(@TempDir Path builds) throws IOException {
        JarStore jars = new JarStore(directory.resolve("jars"));
        Path jar = Files.write(builds.resolve("job.jar"), new byte[5_000_000]);

        assertThat(IntStream.range(0, 16)
                        .parallel()
                        .mapToObj(i -> jars.keep(jar))
                        .distinct())
                .singleElement()
                .isEqualTo(jars.keep(jar));
    }

    private Path save(Version version, String state) {
        try {
            Path path = Files.createDirectories(store.directory(version).path().resolve(state));
            Files.writeString(path.resolve("_metadata"), "");
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ApplicationPlan plan(String jar) {
        return Specimen.application(Map.of()).withJar(Path.of("/jars/%s.jar".formatted(jar)));
    }
}
