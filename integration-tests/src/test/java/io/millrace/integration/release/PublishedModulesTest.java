package io.millrace.integration.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.integration.documents.Reactor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which modules a release publishes: those that the BOM lists, and nothing that they need is missing. */
class PublishedModulesTest {
    private static final Path HOME =
            Path.of(System.getProperty("millrace.home")).toAbsolutePath().normalize();

    private static Reactor reactor;
    private static Set<String> published;

    @BeforeAll
    static void readTheProject() throws IOException {
        reactor = Reactor.read(HOME);
        published = new TreeSet<>(reactor.modules());
        published.removeIf(
                module -> !reactor.property(module, "maven.deploy.skip").equals("false"));
    }

    @Test
    void theBomListsThePublishedModules() {
        Set<String> listed = new TreeSet<>(reactor.managed("bom"));
        listed.add("bom");

        assertThat(published).isNotEmpty().isEqualTo(listed);
    }

    /** Maven would look for the others in the local repository, also for those that only tests need. */
    @Test
    void theCommandNewInstallsThePublishedModules() throws IOException {
        assertThat(InstalledArtifacts.modules(HOME)).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void aPublishedModuleNeedsOnlyPublishedModules() {
        for (String module : published) {
            assertThat(published).as(module).containsAll(reactor.dependencies(module, Map.of()));
        }
    }
}
