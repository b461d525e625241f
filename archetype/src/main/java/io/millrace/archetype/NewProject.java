package io.millrace.archetype;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.SourceVersion;

/**
 * What a new project is called, and the pipeline that it has.
 *
 * @param name of its directory and its stacks: 1 to 40 lower-case letters and digits, in parts that hyphens separate
 * @param packageName the Java package of its classes, which is also its Maven group
 * @param pipeline {@link #NO_PIPELINE} or {@link #GITLAB}
 */
public record NewProject(String name, String packageName, String pipeline) {
    /** A project without a pipeline. */
    public static final String NO_PIPELINE = "none";

    /** A project with a {@code .gitlab-ci.yml}. */
    public static final String GITLAB = "gitlab";

    private static final int MAX_NAME = 40;
    private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming every value that breaks its rule, on a line each
     */
    public NewProject {
        List<String> violations = new ArrayList<>();
        boolean named = name.length() <= MAX_NAME && name.matches(NAME);
        if (!named) {
            violations.add(
                    "name must be at most %d lower-case letters, digits and single hyphens, beginning with a letter, got '%s'"
                            .formatted(MAX_NAME, name));
        }
        if (!SourceVersion.isName(packageName) && (named || !packageName.equals(defaultPackage(name)))) {
            violations.add("package must be the name of a Java package, got '%s'; choose one with --package"
                    .formatted(packageName));
        }
        if (!List.of(NO_PIPELINE, GITLAB).contains(pipeline)) {
            violations.add("pipeline must be %s or %s, got '%s'".formatted(NO_PIPELINE, GITLAB, pipeline));
        }
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), violations));
        }
    }

    /** The package of a project that chooses none. */
    public static String defaultPackage(String name) {
        return "com.example." + name.replace("-", "");
    }

    /** The archetype's properties: what the files refer to as <code>${name}</code>, and their paths as {@code __name__}. */
    Map<String, String> properties() {
        return Map.of(
                "artifactId",
                name,
                "groupId",
                packageName,
                "version",
                "1.0-SNAPSHOT",
                "package",
                packageName,
                "packageInPathFormat",
                packageName.replace('.', '/'),
                "gitignore",
                ".gitignore");
    }
}
