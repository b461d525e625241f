package io.millrace.constructs.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who may deploy which stacks. Immutable.
 *
 * @param project path of the project, with its groups: {@code shop/streams}
 * @param refs the branches and tags whose pipelines may deploy; at least one. Protect them in GitLab: anyone who can push
 *     to one can deploy
 * @param stackPrefix what the names of the environment's stacks, and of no others, start with: {@code millrace-dev-}
 * @param parameterPath path in Systems Manager for the pipeline's own parameters: {@code /millrace/dev}
 * @param records what the tests of a deploy may do with the records of the streams
 * @param region of the stacks; empty for the region of the role's stack
 * @param qualifier of the account's CDK bootstrap stack
 * @param maxSession how long a job may use the role, 1 to 12 hours
 */
public record GitLabDeployRoleProps(
        GitLabProvider provider,
        String project,
        List<GitLabRef> refs,
        String stackPrefix,
        String parameterPath,
        Records records,
        Optional<String> region,
        String qualifier,
        Duration maxSession) {
    private static final Pattern PROJECT = Pattern.compile("[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z][A-Za-z0-9-]*-");
    private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9_.-]+)+");
    private static final Pattern QUALIFIER = Pattern.compile("[A-Za-z0-9_-]{1,10}");

    /** What the tests of a deploy may do with the records of the streams. */
    public enum Records {
        READ,
        READ_AND_PUT
    }

    public GitLabDeployRoleProps {
        requireNonNull(provider, "provider is null");
        requireNonNull(records, "records is null");
        requireNonNull(region, "region is null");
        refs = List.copyOf(refs);
        List<String> violations = new ArrayList<>();
        require(violations, "project", project, PROJECT, "be a path like 'group/project', without a pattern");
        require(violations, "stackPrefix", stackPrefix, PREFIX, "begin with a letter and end with a hyphen");
        require(violations, "parameterPath", parameterPath, PATH, "be a path like '/millrace/dev'");
        require(violations, "qualifier", qualifier, QUALIFIER, "be 1 to 10 letters and digits");
        if (refs.isEmpty()) {
            violations.add("refs must name a branch or tag, got none");
        }
        if (maxSession.compareTo(Duration.ofHours(1)) < 0 || maxSession.compareTo(Duration.ofHours(12)) > 0) {
            violations.add("maxSession must be 1 to 12 hours, got '" + maxSession + "'");
        }
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", violations));
        }
    }

    public static Builder builder(
            GitLabProvider provider, String project, GitLabRef ref, String stackPrefix, String parameterPath) {
        return new Builder(provider, project, ref, stackPrefix, parameterPath);
    }

    /** Builds the props. */
    public static final class Builder {
        private final GitLabProvider provider;
        private final String project;
        private final List<GitLabRef> refs = new ArrayList<>();
        private final String stackPrefix;
        private final String parameterPath;
        private Records records = Records.READ;
        private Optional<String> region = Optional.empty();
        private String qualifier = "hnb659fds";
        private Duration maxSession = Duration.ofHours(2);

        private Builder(
                GitLabProvider provider, String project, GitLabRef ref, String stackPrefix, String parameterPath) {
            this.provider = provider;
            this.project = project;
            this.refs.add(ref);
            this.stackPrefix = stackPrefix;
            this.parameterPath = parameterPath;
        }

        /** Adds a branch or tag. */
        public Builder ref(GitLabRef another) {
            refs.add(another);
            return this;
        }

        /** {@link Records#READ} by default. */
        public Builder records(Records access) {
            this.records = access;
            return this;
        }

        /** The region of the role's stack by default. */
        public Builder region(String ofStacks) {
            this.region = Optional.of(ofStacks);
            return this;
        }

        /** {@code hnb659fds} by default, as in CDK. */
        public Builder qualifier(String ofBootstrapStack) {
            this.qualifier = ofBootstrapStack;
            return this;
        }

        /** 2 hours by default, because a deploy waits for the Flink jobs. */
        public Builder maxSession(Duration hours) {
            this.maxSession = hours;
            return this;
        }

        public GitLabDeployRoleProps build() {
            return new GitLabDeployRoleProps(
                    provider, project, refs, stackPrefix, parameterPath, records, region, qualifier, maxSession);
        }
    }

    private static void require(List<String> violations, String name, String value, Pattern pattern, String rule) {
        if (!pattern.matcher(value).matches()) {
            violations.add(name + " must " + rule + ", got '" + value + "'");
        }
    }
}
