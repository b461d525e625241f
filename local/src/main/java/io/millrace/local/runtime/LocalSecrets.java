package io.millrace.local.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import io.millrace.assembly.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the templates' secrets are here: texts of 64 letters and digits, made at random when first asked for, each in a file
 * that its owner alone may read. Another version of a secret is another text.
 *
 * @param directory where the files are
 */
record LocalSecrets(Path directory) {
    /** A secret of this stage, which alone is in this account. */
    private static final Pattern REFERENCE =
            Pattern.compile("arn:aws:secretsmanager:[^:]+:" + Template.ACCOUNT + ":secret:([^:]+)(?::::([^:]+))?");

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    LocalSecrets {
        directory = directory.toAbsolutePath();
    }

    /** The file with what a property group's value refers to; empty for a value that is no secret of the stage. */
    Optional<Path> file(String value) {
        Matcher matcher = REFERENCE.matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String version = matcher.group(2) == null ? "" : "@" + matcher.group(2);
        Path file = directory.resolve(URLEncoder.encode(matcher.group(1), UTF_8) + version);
        try {
            makeOnce(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(file);
    }

    /** Replaces each ARN of a secret by the URL of its file: no service here answers for the ARN. */
    void connect(PropertyGroupRewriter group) {
        group.given().forEach((key, value) -> file(value)
                .ifPresent(file -> group.set(key, file.toUri().toString())));
    }

    /** Applications start side by side, and share their secrets. */
    private static synchronized void makeOnce(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Files.createDirectories(file.getParent(), asFileAttribute(fromString("rwx------")));
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        Files.createFile(next, asFileAttribute(fromString("rw-------")));
        Files.writeString(next, random());
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String random() {
        StringBuilder text = new StringBuilder();
        while (text.length() < LENGTH) {
            text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
