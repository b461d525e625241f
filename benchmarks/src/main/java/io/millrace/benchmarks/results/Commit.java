package io.millrace.benchmarks.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commit of the sources. */
public final class Commit {
    private static final String UNKNOWN = "unknown";

    private Commit() {}

    /**
     * The commit of a working tree, with {@code -modified} if any file but the results differs from it; {@code unknown} outside a
     * Git repository.
     */
    public static String of(Path home) {
        String commit = git(home, "rev-parse", "--short=12", "HEAD");
        if (commit.isEmpty()) {
            return UNKNOWN;
        }
        String changes =
                git(home, "status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs/performance", ":!*.md");
        return changes.isEmpty() ? commit : commit + "-modified";
    }

    /** The output; empty if Git fails or is missing. */
    private static String git(Path home, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", home.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            return process.waitFor() == 0 ? output : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
