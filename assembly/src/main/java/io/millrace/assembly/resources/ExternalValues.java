package io.millrace.assembly.resources;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.millrace.assembly.template.ExternalValue;
import io.millrace.assembly.template.ExternalValue.Kind;
import io.millrace.assembly.template.GivenValues;
import io.millrace.assembly.template.SecretId;
import io.millrace.assembly.template.TemplateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The values that the user gives, and those that are missing: all of them are reported at once. */
final class ExternalValues {
    /** Stands for a missing value, so that those after it are found too. */
    private static final String MISSING = "missing";

    private final GivenValues given;
    private final Set<String> notices;
    private final Set<ExternalValue> missing = new LinkedHashSet<>();
    private int uses;

    /** How often something stood for a value that is not given: a missing one, or one that the user calls unknown. */
    private int standIns;

    /** @param notices of the plan, to which a sentence for each stand-in is added */
    ExternalValues(GivenValues given, Set<String> notices) {
        this.given = requireNonNull(given, "given is null");
        this.notices = requireNonNull(notices, "notices is null");
    }

    GivenValues given() {
        return given;
    }

    /** The value of a parameter of stacks, by {@code NAME} or {@code STACK.NAME}. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(given.parameters().get(name));
    }

    Optional<String> find(ExternalValue value) {
        return switch (value.kind()) {
            case SSM -> Optional.ofNullable(given.ssm().get(value.name()));
            case IMPORT -> Optional.ofNullable(given.imports().get(value.name()));
            case SECRET -> secret(value, SecretId.of(value.name())::hasNameOf);
            case PARAMETER -> Optional.empty(); // a stack looks it up, since its parent may pass it
            case OBJECT, JAR -> Optional.empty(); // files, which are looked up as such
        };
    }

    /** A secret whose ARN has AWS's ending after the name that is given, or the other way round. */
    Optional<String> secretByArn(ExternalValue secret) {
        return secret(secret, SecretId.of(secret.name())::mayMean);
    }

    private Optional<String> secret(ExternalValue secret, Predicate<SecretId> meant) {
        return given.secrets().entrySet().stream()
                .filter(entry -> meant.test(SecretId.of(entry.getKey())))
                .map(Map.Entry::getValue)
                .findFirst()
                .map(file -> read(file, secret));
    }

    private static String read(Path file, ExternalValue secret) {
        try {
            return SecretId.of(secret.name()).read(file);
        } catch (IOException e) {
            throw secret.at().error(String.valueOf(e.getMessage()));
        }
    }

    /** The text that stands for an unknown value, if the user has chosen one; otherwise the value is missing. */
    String standIn(ExternalValue value) {
        standIns++;
        if (given.unknown().isPresent() && value.kind().isText()) {
            String text = given.unknown().get();
            notices.add("unknown here: %s is '%s'"
                    .formatted(value.kind().option(name(value)).replaceFirst("=[A-Z]+$", ""), text));
            return text;
        }
        missing.add(value);
        uses++;
        return MISSING;
    }

    /** Stands for a value of something that is refused already, so that this is the only report. */
    String ofWhatIsRefused() {
        standIns++;
        uses++;
        return MISSING;
    }

    /**
     * A value that depends on nothing that is not given; otherwise empty, and what it depends on does not become missing and is
     * not noticed.
     */
    <T> Optional<T> ifKnown(Supplier<T> value) {
        Set<ExternalValue> former = missing();
        int before = standIns;
        int usesBefore = uses;
        Set<String> noticed = Set.copyOf(notices);
        try {
            T read = value.get();
            if (standIns == before) {
                return Optional.of(read);
            }
        } catch (TemplateException e) {
            if (standIns == before) {
                throw e;
            }
        }
        resetTo(former);
        uses = usesBefore;
        notices.retainAll(noticed);
        return Optional.empty();
    }

    /** What is missing so far. */
    Set<ExternalValue> missing() {
        return Set.copyOf(missing);
    }

    /** Forgets what has become missing since. */
    void resetTo(Set<ExternalValue> former) {
        missing.retainAll(former);
    }

    /** How often a missing value was used so far. */
    int uses() {
        return uses;
    }

    /** What is missing, in one sentence; empty when nothing is. */
    Optional<String> violation() {
        Set<String> options = new LinkedHashSet<>();
        missing.forEach(value -> options.add(value.kind().option(name(value))));
        if (options.isEmpty()) {
            return Optional.empty();
        }
        String unknown =
                missing.stream().anyMatch(value -> value.kind().isText()) ? ", or --unknown VALUE for all values" : "";
        return Optional.of(
                "the templates use what the assembly does not have; add these options with your values, or put"
                        + " them into millrace.local.json%s:%n    %s"
                                .formatted(unknown, options.stream().collect(joining(" \\%n    ".formatted()))));
    }

    /** The same parameter of two stacks has the stack in its name. An ARN of a secret is long, and its name is enough. */
    private String name(ExternalValue value) {
        if (value.kind() == Kind.SECRET) {
            return SecretId.of(value.name()).name();
        }
        List<String> stacks = new ArrayList<>();
        missing.stream()
                .filter(other -> other.kind() == Kind.PARAMETER && other.name().equals(value.name()))
                .map(other -> other.at().stack())
                .distinct()
                .forEach(stacks::add);
        return value.kind() == Kind.PARAMETER && stacks.size() > 1
                ? value.at().stack() + "." + value.name()
                : value.name();
    }
}
