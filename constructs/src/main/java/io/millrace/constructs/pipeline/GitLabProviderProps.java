package io.millrace.constructs.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * The GitLab that an account trusts. Immutable.
 *
 * @param url of the GitLab, as in {@code CI_SERVER_URL}: {@code https://gitlab.com}. It is also the audience of the tokens
 *     ({@code id_tokens: aud})
 * @param origin whether the account already has the provider; it can have one for each GitLab
 */
public record GitLabProviderProps(String url, Origin origin) {
    private static final Pattern URL = Pattern.compile("https://[A-Za-z0-9.-]+(?:/[A-Za-z0-9_.-]+)*");

    /** Where the provider comes from. */
    public enum Origin {
        /** The construct creates it. */
        NEW,
        /** It exists already, created by another stack or by hand. */
        EXISTING
    }

    public GitLabProviderProps {
        requireNonNull(url, "url is null");
        requireNonNull(origin, "origin is null");
        if (!URL.matcher(url).matches()) {
            throw new IllegalArgumentException(
                    "the URL of a GitLab must look like 'https://gitlab.example.com', without a port, got '" + url
                            + "'");
        }
    }

    /** A provider that the construct creates. */
    public static GitLabProviderProps of(String url) {
        return new GitLabProviderProps(url, Origin.NEW);
    }
}
