package io.millrace.infra;

import io.millrace.constructs.pipeline.GitLabProviderProps;
import io.millrace.constructs.pipeline.GitLabProviderProps.Origin;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The GitLab project whose pipeline deploys the environments.
 *
 * @param project its path, such as {@code shop/streams}
 * @param provider the OpenID Connect provider of its GitLab instance
 */
record GitLabAccess(String project, GitLabProviderProps provider) {

    /**
     * Reads {@code MILLRACE_GITLAB_PROJECT}; {@code MILLRACE_GITLAB_URL}, by default {@code https://gitlab.com}; and
     * {@code MILLRACE_GITLAB_PROVIDER}, {@code existing} when the accounts have the provider already, by default
     * {@code new}.
     *
     * @return empty without a project
     * @throws IllegalArgumentException when a variable is malformed
     */
    static Optional<GitLabAccess> of(Map<String, String> variables) {
        String project = variables.getOrDefault("MILLRACE_GITLAB_PROJECT", "");
        if (project.isEmpty()) {
            return Optional.empty();
        }
        GitLabProviderProps provider = new GitLabProviderProps(
                text(variables, "MILLRACE_GITLAB_URL", "https://gitlab.com"),
                origin(text(variables, "MILLRACE_GITLAB_PROVIDER", "new")));
        return Optional.of(new GitLabAccess(project, provider));
    }

    private static Origin origin(String text) {
        for (Origin origin : Origin.values()) {
            if (text.equals(origin.name().toLowerCase(Locale.ROOT))) {
                return origin;
            }
        }
        throw new IllegalArgumentException("MILLRACE_GITLAB_PROVIDER must be 'new' or 'existing', got '" + text + "'");
    }

    private static String text(Map<String, String> variables, String name, String defaultText) {
        String text = variables.getOrDefault(name, "");
        return text.isEmpty() ? defaultText : text;
    }
}
