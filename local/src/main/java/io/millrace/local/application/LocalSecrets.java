package io.millrace.local.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static java.util.stream.Collectors.toCollection;

import io.millrace.assembly.template.Template;
import io.millrace.local.files.Directories;
import io.millrace.local.server.PropertyGroupRewriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The local values of the templates' secrets: what the user gives, or 64 random letters and digits, generated on first use, each
 * in a file that only its owner can read. Each version of a secret has its own value.
 *
 * @param directory the directory of the files
 */
public record LocalSecrets(Path directory) {
    /** An account, the name of a secret, and perhaps a version. */
    private static final Pattern REFERENCE =
            Pattern.compile("arn:[^:]+:secretsmanager:[^:]+:([0-9]+):secret:([^:]+)(?::::([^:]+))?");

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    public LocalSecrets {
        directory = directory.toAbsolutePath();
    }

    /** The file with the secret that a property's value refers to; empty when it is neither the stage's nor given. */
    Optional<Path> file(String value) {
        Matcher matcher = REFERENCE.matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Path given = named(matcher.group(2));
        boolean own = matcher.group(1).equals(Template.ACCOUNT);
        if (!own) {
            return Optional.of(given).filter(Files::exists);
        }
        String version = matcher.group(3) == null ? "" : "@" + matcher.group(3);
        Path file = given.resolveSibling(given.getFileName() + version);
        try {
            createIfMissing(file, LocalSecrets::random);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(file);
    }

    /**
     * Sets a secret to the content of a file.
     *
     * @param id its name or its ARN
     */
    public void give(String id, Path value) {
        Path file = named(id.startsWith("arn:") ? id.substring(id.lastIndexOf(':') + 1) : id);
        try {
            Files.deleteIfExists(file);
            String text = Files.readString(value).replaceFirst("\\R\\z", "");
            createIfMissing(file, () -> text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the secrets that have a value. */
    public SortedSet<String> names() {
        return Directories.children(directory).stream().map(LocalSecrets::name).collect(toCollection(TreeSet::new));
    }

    /** Deletes all secrets but those of some names. */
    public void keepOnly(Collection<String> names) {
        Directories.children(directory).stream()
                .filter(file -> !names.contains(name(file)))
                .forEach(Directories::delete);
    }

    /** The name of the secret of a file, which may be that of a version. */
    private static String name(Path file) {
        return URLDecoder.decode(String.valueOf(file.getFileName()).replaceFirst("@.*", ""), UTF_8);
    }

    private Path named(String name) {
        return directory.resolve(URLEncoder.encode(name, UTF_8));
    }

    /** Replaces each ARN of a secret by the URL of its file: no service here answers for the ARN. */
    void connect(PropertyGroupRewriter group) {
        group.given().forEach((key, value) -> file(value)
                .ifPresent(file -> group.set(key, file.toUri().toString())));
    }

    /** Synchronized, since applications start in parallel and share secrets. */
    private static synchronized void createIfMissing(Path file, Supplier<String> value) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Files.createDirectories(file.getParent(), asFileAttribute(fromString("rwx------")));
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        Files.createFile(next, asFileAttribute(fromString("rw-------")));
        Files.writeString(next, value.get());
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
