package io.millrace.local.runtime;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * A file of a release's class path.
 *
 * @param path its place in a Maven repository
 * @param bytes its size
 * @param sha256 its digest, in lower-case hexadecimal
 */
record Library(String path, long bytes, String sha256) {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    /** Group, artifact, version, and a file that repeats the latter two. */
    private static final Pattern PATH = Pattern.compile("(?:[\\w-]+/)+([\\w.-]+)/([\\w.-]+)/\\1-\\2\\.jar");

    Library {
        requireNonNull(path, "path is null");
        requireNonNull(sha256, "sha256 is null");
        if (!PATH.matcher(path).matches() || path.contains("..")) {
            throw new IllegalArgumentException(
                    "path must be that of a jar in a Maven repository, got '%s'".formatted(path));
        }
        if (!DIGEST.matcher(sha256).matches()) {
            throw new IllegalArgumentException("digest of %s must be a SHA-256, got '%s'".formatted(path, sha256));
        }
        if (bytes < 1) {
            throw new IllegalArgumentException("size of %s must be at least 1, got '%d'".formatted(path, bytes));
        }
    }

    String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
