package io.millrace.assembly.template;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What refers to a secret: its name, or an ARN. AWS appends a hyphen and six characters to the name in an ARN, and takes ARNs
 * without them too, so that an ARN with such an ending may be that of either name.
 *
 * @param name the name, with what may be AWS's ending
 * @param shorter the name without it; empty when there is no such ending, or when this is no ARN
 */
public record SecretId(String name, Optional<String> shorter) {
    public SecretId {
        requireNonNull(name, "name is null");
        requireNonNull(shorter, "shorter is null");
    }

    /** Reads a name or an ARN. */
    public static SecretId of(String id) {
        if (!id.startsWith("arn:")) {
            return new SecretId(id, Optional.empty());
        }
        String name = id.substring(id.lastIndexOf(':') + 1);
        String shorter = name.replaceFirst("-[A-Za-z0-9]{6}$", "");
        return new SecretId(name, Optional.of(shorter).filter(other -> !other.equals(name)));
    }

    public boolean hasNameOf(SecretId other) {
        return name.equals(other.name);
    }

    /** Whether both mean one secret if the ending of one of them is AWS's. */
    public boolean mayMean(SecretId other) {
        return shorter.filter(other.name::equals).isPresent()
                || other.shorter.filter(name::equals).isPresent();
    }

    /** Those of several that have this name, or else those that may mean the same secret. */
    public <T> List<T> among(Collection<T> all, Function<T, SecretId> id) {
        List<T> same = all.stream().filter(one -> hasNameOf(id.apply(one))).toList();
        return same.isEmpty()
                ? all.stream().filter(one -> mayMean(id.apply(one))).toList()
                : same;
    }

    /**
     * The value of the secret in a file. An editor ends a file with a line break, which is not part of the secret.
     *
     * @throws IOException with a message for the user, who has named the file
     */
    public String read(Path file) throws IOException {
        try {
            return Files.readString(file).replaceFirst("\\R\\z", "");
        } catch (IOException e) {
            throw new IOException("file %s of secret '%s' cannot be read".formatted(file, name), e);
        }
    }
}
