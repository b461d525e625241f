package io.millrace.assembly.template;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What AWS knows and an assembly does not have, as the user gives it.
 *
 * @param parameters of stacks, by {@code NAME} or {@code STACK.NAME}; they override defaults, and with the stack also what its
 *     parent passes to a nested one
 * @param ssm parameters of Systems Manager, by name
 * @param secrets files with the values of secrets, by the secret's name or ARN
 * @param imports by the name of the export
 * @param objects files by {@code s3://<bucket>/<key>}
 * @param jars of applications, by the application's logical id or name or its job's name
 * @param endpoints URLs of services that the user runs, by the AWS SDK's id of the service, such as {@code dynamodb}
 * @param unknown the text that stands for every value that is not given; when empty, such values are refused
 * @param namedElsewhere names of parameters and applications that need not be in the assembly, since another one that these
 *     values are for has them
 */
public record GivenValues(
        Map<String, String> parameters,
        Map<String, String> ssm,
        Map<String, Path> secrets,
        Map<String, String> imports,
        Map<String, Path> objects,
        Map<String, Path> jars,
        Map<String, String> endpoints,
        Optional<String> unknown,
        Set<String> namedElsewhere) {
    /** Nothing is given. */
    public static final GivenValues NONE =
            new GivenValues(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Optional.empty());

    public GivenValues {
        parameters = inOrder(parameters);
        ssm = inOrder(ssm);
        secrets = inOrder(secrets);
        imports = inOrder(imports);
        objects = inOrder(objects);
        jars = inOrder(jars);
        endpoints = inOrder(endpoints);
        requireNonNull(unknown, "unknown is null");
        namedElsewhere = Set.copyOf(namedElsewhere);
    }

    /** Values for one assembly. */
    public GivenValues(
            Map<String, String> parameters,
            Map<String, String> ssm,
            Map<String, Path> secrets,
            Map<String, String> imports,
            Map<String, Path> objects,
            Map<String, Path> jars,
            Map<String, String> endpoints,
            Optional<String> unknown) {
        this(parameters, ssm, secrets, imports, objects, jars, endpoints, unknown, Set.of());
    }

    /** These values, and the other ones in their place where both are given. */
    public GivenValues with(GivenValues other) {
        return new GivenValues(
                merged(parameters, other.parameters),
                merged(ssm, other.ssm),
                withSecrets(other.secrets).secrets,
                merged(imports, other.imports),
                merged(objects, other.objects),
                merged(jars, other.jars),
                merged(endpoints, other.endpoints),
                other.unknown.or(() -> unknown),
                union(namedElsewhere, other.namedElsewhere));
    }

    /** These values, for an assembly beside another one that has some parameters and applications. */
    public GivenValues besideOneWith(Set<String> names) {
        return new GivenValues(
                parameters, ssm, secrets, imports, objects, jars, endpoints, unknown, union(namedElsewhere, names));
    }

    /** These values for the next assembly, which need not have all that this one has. */
    public GivenValues forTheNext() {
        return besideOneWith(union(parameters.keySet(), jars.keySet()));
    }

    /** These values with other jars. */
    public GivenValues withJars(Map<String, Path> others) {
        return new GivenValues(parameters, ssm, secrets, imports, objects, others, endpoints, unknown, namedElsewhere);
    }

    /** These values, and other secrets in the place of those that they mean: one may be given by its name and by ARNs. */
    public GivenValues withSecrets(Map<String, Path> others) {
        Map<String, Path> all = new LinkedHashMap<>(secrets);
        others.keySet().forEach(id -> all.keySet().removeAll(SecretId.of(id).among(secrets.keySet(), SecretId::of)));
        all.putAll(others);
        return new GivenValues(parameters, ssm, all, imports, objects, jars, endpoints, unknown, namedElsewhere);
    }

    /** In the order in which they are given, which messages keep. */
    private static <T> Map<String, T> inOrder(Map<String, T> values) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    private static Set<String> union(Set<String> first, Set<String> second) {
        Set<String> all = new HashSet<>(first);
        all.addAll(second);
        return all;
    }

    private static <T> Map<String, T> merged(Map<String, T> first, Map<String, T> second) {
        Map<String, T> all = new LinkedHashMap<>(first);
        all.putAll(second);
        return all;
    }
}
