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
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
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

    private static final String ARN = "arn:";
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
        String arn = matcher.group(1);
        if (!matcher.group(2).equals(Template.ACCOUNT)) {
            return stored(SecretId.of(arn));
        }
        // here, nothing is appended to the names of the stage's own secrets
        SecretId own = SecretId.of(SecretId.of(arn).name());
        Path current = named(own.name());
        Path file = matcher.group(3) == null
                ? stored(own).orElse(current)
                : current.resolveSibling(current.getFileName() + "@" + matcher.group(3));
        createIfMissing(file);
        return Optional.of(file);
    }

    /** The file of a secret that has this name, or else of one that it may mean. */
    private Optional<Path> stored(SecretId wanted) {
        return stored(wanted::hasNameOf).or(() -> stored(wanted::mayMean));
    }

    private Optional<Path> stored(Predicate<SecretId> wanted) {
        return keys().filter(key -> wanted.test(SecretId.of(key)))
                .map(this::named)
                .findFirst();
    }

    /**
     * Sets secrets to the contents of files, also those that have a value already and may be given here by another id.
     *
     * @param values files by the names or ARNs of secrets
     * @return what the secrets that change had before
     * @throws StageException when a file cannot be read; no secret is changed then
     */
    public Former give(Map<String, Path> values) {
        Map<String, Optional<String>> given = new TreeMap<>();
        values.forEach((id, file) -> given.put(key(SecretId.of(id)), Optional.of(read(SecretId.of(id), file))));
        Map<String, Optional<String>> wanted = new TreeMap<>(given);
        given.forEach((id, text) -> keys().filter(key -> SecretId.of(key).mayBe(SecretId.of(id)))
                .forEach(key -> wanted.putIfAbsent(key, text)));
        return new Former(set(wanted));
    }

    /** @return what the secrets that change had before */
    private Map<String, Optional<String>> set(Map<String, Optional<String>> wanted) {
        Map<String, Optional<String>> former = new TreeMap<>();
        wanted.forEach((key, text) -> {
            Path file = named(key);
            Optional<String> before = Files.exists(file) ? Optional.of(content(file)) : Optional.empty();
            if (!before.equals(text)) {
                former.put(key, before);
                text.ifPresentOrElse(value -> write(file, value), () -> Directories.delete(file));
            }
        });
        return former;
    }

    /** What secrets had before they were given, by the keys of their files; empty for those that had no value. */
    public record Former(Map<String, Optional<String>> values) {
        public Former {
            values = Collections.unmodifiableMap(new TreeMap<>(values));
        }

        public boolean isEmpty() {
            return values.isEmpty();
        }

        public SortedSet<String> names() {
            return values.keySet().stream().map(key -> SecretId.of(key).name()).collect(toCollection(TreeSet::new));
        }

        /** Nothing that is secret. */
        @Override
        public String toString() {
            return names().toString();
        }
    }

    /** Gives secrets back what they had. */
    public void restore(Former former) {
        set(former.values());
    }

    private static String read(SecretId id, Path file) {
        try {
            return id.read(file);
        } catch (IOException e) {
            throw new StageException(String.valueOf(e.getMessage()), e);
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
        return SecretId.of(key(file)).name();
    }

    /**
     * What the file of a secret is named after: its name, or an ARN in short when the secret was given by one with what may be AWS's
     * ending, since a reference without the ending may mean it.
     */
    private static String key(SecretId id) {
        return id.shorter().isPresent() ? ARN + id.name() : id.name();
    }

    private static String key(Path file) {
        return URLDecoder.decode(String.valueOf(file.getFileName()).replaceFirst("@.*", ""), UTF_8);
    }

    /** Those of the secrets that have a value, not only a version with one. */
    private Stream<String> keys() {
        return Directories.children(directory).stream()
                .map(LocalSecrets::key)
                .filter(key -> Files.exists(named(key)))
                .distinct();
    }

    private Path named(String key) {
        return directory.resolve(URLEncoder.encode(key, UTF_8));
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
