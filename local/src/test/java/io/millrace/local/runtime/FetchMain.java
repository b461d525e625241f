package io.millrace.local.runtime;

import java.nio.file.Path;

/** Fetches in a process of its own, which a test kills. */
final class FetchMain {
    private FetchMain() {}

    /** @param args the cache's directory, and the user's home directory */
    public static void main(String[] args) {
        new LibraryCache(Path.of(args[0]), MavenRepositories.ofUser(Path.of(args[1])))
                .libraries(Repository.LOCK, event -> {});
    }
}
