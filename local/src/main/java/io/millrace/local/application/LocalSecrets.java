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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The local values of the templates' secrets: what the user gives, or 64 random letters and digits, generated on first use, each
 * in a file that only its owner can read. A given secret has one value in all versions, and the id that it was given by is in a
 * file beside it; of others, each version has its own value.
 *
 * @param directory the directory of the files
 * @param declared the names of the secrets that the stage's templates declare: an ARN that ends with the whole of one has none of
 *     the characters that AWS appends
 */
public record LocalSecrets(Path directory, Set<String> declared) {
    /** The ARN of a secret with its account, and perhaps a version. */
    private static final Pattern REFERENCE =
            Pattern.compile("(arn:[^:]+:secretsmanager:[^:]+:([0-9]+):secret:[^:]+)(?::::([^:]+))?");

    private static final String ARN = "arn:";

    /** Ends the name of the file with the id that a secret was given by, where others have the longer id of a version. */
    private static final String GIVEN = "@given";

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    public LocalSecrets {
        directory = directory.toAbsolutePath();
        declared = Set.copyOf(declared);
    }

    public LocalSecrets(Path directory) {
        this(directory, Set.of());
    }

    /** The same secrets, of a stage whose templates declare those of some names. */
    LocalSecrets with(Collection<String> names) {
        return new LocalSecrets(directory, Set.copyOf(names));
    }

    /** The file with the secret that a property's value refers to; empty when it is neither the stage's nor given. */
    Optional<Path> file(String value) {
        Matcher matcher = REFERENCE.matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        SecretId wanted = id(matcher.group(1));
        Path current = named(wanted.name(), "");
        if (!matcher.group(2).equals(Template.ACCOUNT)) {
            // what an earlier build was given has no id beside it
            return given(wanted).or(() -> Optional.of(current).filter(Files::exists));
        }
        Path own = matcher.group(3) == null ? current : named(wanted.name(), "@" + matcher.group(3));
        return Optional.of(own)
                .filter(Files::exists)
                .or(() -> given(wanted))
                .or(() -> Optional.of(createIfMissing(own)));
    }

    /** The file of the given secret that has this name, or else of one that it may mean. */
    private Optional<Path> given(SecretId wanted) {
        List<Path> given = Directories.children(directory).stream()
                .filter(LocalSecrets::isId)
                .toList();
        return wanted.among(given, this::id).stream()
                .map(id -> named(name(id), ""))
                .findFirst();
    }

    /**
     * Sets secrets to the contents of files, also those that have a value already and are given here by another id.
     *
     * @param values files by the names or ARNs of secrets
     * @return what the secrets that change had before
     * @throws StageException when a file cannot be read; no secret is changed then
     */
    public Former give(Map<String, Path> values) {
        List<Given> given = values.entrySet().stream()
                .map(entry -> new Given(
                        entry.getKey(), id(entry.getKey()), read(SecretId.of(entry.getKey()), entry.getValue())))
                .toList();
        Map<Path, Optional<String>> wanted = new TreeMap<>();
        Directories.children(directory).stream()
                .filter(file -> !isId(file))
                .forEach(file -> id(file).among(given, Given::id).stream()
                        .findFirst()
                        .ifPresent(one -> wanted.put(file, Optional.of(one.value()))));
        given.forEach(one -> {
            wanted.put(named(one.id().name(), ""), Optional.of(one.value()));
            wanted.put(named(one.id().name(), GIVEN), Optional.of(one.by()));
        });
        return new Former(set(wanted));
    }

    private record Given(String by, SecretId id, String value) {}

    /** @return what the files that change had before */
    private static Map<Path, Optional<String>> set(Map<Path, Optional<String>> wanted) {
        Map<Path, Optional<String>> former = new TreeMap<>();
        wanted.forEach((file, text) -> {
            Optional<String> before = Files.exists(file) ? Optional.of(content(file)) : Optional.empty();
            if (!before.equals(text)) {
                former.put(file, before);
                text.ifPresentOrElse(value -> write(file, value), () -> Directories.delete(file));
            }
        });
        return former;
    }

    /** What the files of secrets had before they were given; empty for those that were not there. */
    public record Former(Map<Path, Optional<String>> files) {
        public Former {
            files = Collections.unmodifiableMap(new TreeMap<>(files));
        }

        public boolean isEmpty() {
            return names().isEmpty();
        }

        /** The names of the secrets that had another value. */
        public SortedSet<String> names() {
            return files.keySet().stream()
                    .filter(file -> !isId(file))
                    .map(LocalSecrets::name)
                    .collect(toCollection(TreeSet::new));
        }

        /** Nothing that is secret. */
        @Override
        public String toString() {
            return names().toString();
        }
    }

    /** Gives secrets back what they had. */
    public void restore(Former former) {
        set(former.files());
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

    /** The name of the secret of a file, which may be that of a version or of an id. */
    private static String name(Path file) {
        String key = URLDecoder.decode(String.valueOf(file.getFileName()).replaceFirst("@.*", ""), UTF_8);
        return SecretId.of(key).name();
    }

    /** @param suffix empty for the current version */
    private Path named(String name, String suffix) {
        return directory.resolve(URLEncoder.encode(name, UTF_8) + suffix);
    }

    private static boolean isId(Path file) {
        return String.valueOf(file.getFileName()).endsWith(GIVEN);
    }

    /** What the secret of a file was given by; otherwise it has the end of an ARN, by which a template refers to it. */
    private SecretId id(Path file) {
        Path given = named(name(file), GIVEN);
        return id(Files.exists(given) ? content(given) : ARN + name(file));
    }

    private SecretId id(String id) {
        SecretId read = SecretId.of(id);
        return declared.contains(read.name()) ? SecretId.of(read.name()) : read;
    }

    /** Replaces each ARN of a secret by the URL of its file: no service here answers for the ARN. */
    void connect(PropertyGroupRewriter group) {
        group.given().forEach((key, value) -> file(value)
                .ifPresent(file -> group.set(key, file.toUri().toString())));
    }

    /** Synchronized, since applications start in parallel and share secrets. */
    private static synchronized Path createIfMissing(Path file) {
        if (!Files.exists(file)) {
            write(file, random());
        }
        return file;
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
