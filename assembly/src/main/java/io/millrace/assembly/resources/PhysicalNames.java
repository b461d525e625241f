package io.millrace.assembly.resources;

import java.util.Set;
import java.util.regex.Pattern;

/** The rules of physical names: that of Kinesis for streams, and that of this machine for streams and applications. */
final class PhysicalNames {
    private static final Pattern RULE = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

    /** A directory is named after the resource. */
    private static final Set<String> NO_DIRECTORY = Set.of(".", "..");

    private PhysicalNames() {}

    static void require(String property, String name, Resource resource) {
        requireDirectory(property, name, resource);
        if (!RULE.matcher(name).matches()) {
            throw resource.path(property).error("must be 1 to 128 letters, digits and _.-, got '%s'".formatted(name));
        }
    }

    /** The part of the rule that is not the service's. */
    static void requireDirectory(String property, String name, Resource resource) {
        if (NO_DIRECTORY.contains(name)) {
            throw resource.path(property)
                    .error("must not be '.' or '..', since a directory here has that name, got '%s'".formatted(name));
        }
    }
}
