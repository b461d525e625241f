package io.millrace.constructs.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * Which GitLab an account trusts. Immutable.
 *
 * @param url of the GitLab, as {@code CI_SERVER_URL} has it: {@code https://gitlab.com}. It is the audience of the tokens
 *     ({@code id_tokens: aud}), too
 * @param origin whether the account has the provider already; it can have one of each GitLab
 */
public record GitLabProviderProps(String url, Origin origin) {
    private static final Pattern URL = Pattern.compile("https://[A-Za-z0-9.-]+(?::[0-9]+)?(?:/[A-Za-z0-9_.-]+)*");

    /** Where the provider comes from. */
    public enum Origin {
        /** The construct makes it. */
        NEW,
        /** Another stack of the account, or somebody by hand, has made it. */
        EXISTING
    }

    public GitLabProviderProps {
        requireNonNull(url, "url is null");
        requireNonNull(origin, "origin is null");
        if (!URL.matcher(url).matches()) {
            throw new IllegalArgumentException(
                    "the URL of a GitLab must look like 'https://gitlab.example.com', got '" + url + "'");
        }
    }

    public static GitLabProviderProps of(String url) {
        return new GitLabProviderProps(url, Origin.NEW);
    }

    public GitLabProviderProps origin(Origin changed) {
        return new GitLabProviderProps(url, changed);
    }
}
