package io.millrace.local.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static java.util.stream.Collectors.toCollection;

import io.millrace.assembly.template.SecretId;
import io.millrace.assembly.template.Template;
import io.millrace.local.files.Directories;
import io.millrace.local.process.StageException;
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
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The local values of the templates' secrets: what the user gives, or 64 random letters and digits, generated on first use, each
 * in a file that only its owner can read. Each version of a secret has its own value.
 *
 * @param directory the directory of the files
 */
public record LocalSecrets(Path directory) {
    /** The ARN of a secret with its account, and perhaps a version. */
    private static final Pattern REFERENCE =
            Pattern.compile("(arn:[^:]+:secretsmanager:[^:]+:([0-9]+):secret:[^:]+)(?::::([^:]+))?");

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
        SecretId id = SecretId.of(matcher.group(1));
        boolean own = matcher.group(2).equals(Template.ACCOUNT);
        if (!own) {
            return Stream.concat(Stream.of(id.name()), id.shorter().stream())
                    .map(this::named)
                    .filter(Files::exists)
                    .findFirst();
        }
        String version = matcher.group(3) == null ? "" : "@" + matcher.group(3);
        Path current = named(id.name());
        Path file = current.resolveSibling(current.getFileName() + version);
        createIfMissing(file);
        return Optional.of(file);
    }

    /**
     * Sets secrets to the contents of files.
     *
     * @param values files by the names or ARNs of secrets
     * @return what the secrets that change had before
     * @throws StageException when a file cannot be read; no secret is changed then
     */
    public Former give(Map<String, Path> values) {
        Map<String, String> texts = new TreeMap<>();
        values.forEach((id, file) -> texts.put(SecretId.of(id).name(), read(id, file)));
        Map<String, Optional<String>> former = new TreeMap<>();
        texts.forEach((name, text) -> {
            Path file = named(name);
            Optional<String> before = Files.exists(file) ? Optional.of(content(file)) : Optional.empty();
            if (!before.equals(Optional.of(text))) {
                former.put(name, before);
                write(file, text);
            }
        });
        return new Former(former);
    }

    /** What secrets had before they were given, by name; empty for those that had no value. */
    public record Former(Map<String, Optional<String>> values) {
        public Former {
            values = Collections.unmodifiableMap(new TreeMap<>(values));
        }

        public boolean isEmpty() {
            return values.isEmpty();
        }

        public Set<String> names() {
            return values.keySet();
        }

        /** Nothing that is secret. */
        @Override
        public String toString() {
            return names().toString();
        }
    }

    /** Gives secrets back what they had. */
    public void restore(Former former) {
        former.values()
                .forEach((name, value) ->
                        value.ifPresentOrElse(text -> write(named(name), text), () -> Directories.delete(named(name))));
    }

    /** An editor ends a file with a line break, which is not part of the secret. */
    private static String read(String id, Path file) {
        try {
            return Files.readString(file).replaceFirst("\\R\\z", "");
        } catch (IOException e) {
            throw new StageException("file %s of secret '%s' cannot be read".formatted(file, id), e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
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
    private static synchronized void createIfMissing(Path file) {
        if (!Files.exists(file)) {
            write(file, random());
        }
    }

    /** Replaces the whole file, since a job may be reading it. */
    private static synchronized void write(Path file, String value) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.createDirectories(file.getParent(), asFileAttribute(fromString("rwx------")));
            Files.deleteIfExists(next);
            Files.createFile(next, asFileAttribute(fromString("rw-------")));
            Files.writeString(next, value);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String random() {
        StringBuilder text = new StringBuilder();
        while (text.length() < LENGTH) {
            text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
