package io.millrace.constructs.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may deploy which stacks. Immutable: each method returns a changed copy.
 *
 * @param provider the GitLab
 * @param project path of the project, with its groups: {@code shop/streams}
 * @param refs for which the pipeline runs; at least one. Protect them in GitLab: who can push to one can deploy
 * @param stackPrefix what the names of the environment's stacks begin with, and no others: {@code millrace-dev-}
 * @param parameterPath under which the pipeline keeps what it must remember, in Systems Manager: {@code /millrace/dev}
 * @param records whether the tests of a deployment may put records into the streams; they may read them
 * @param region of the stacks, or null for that of the role's stack
 * @param qualifier of the account's CDK bootstrap stack
 * @param maxSession how long a job may use the role, 1 to 12 hours; 2 unless told, since a deploy waits for the jobs
 */
public record GitLabDeployRoleProps(
        GitLabProvider provider,
        String project,
        List<GitLabRef> refs,
        String stackPrefix,
        String parameterPath,
        Records records,
        @Nullable String region,
        String qualifier,
        Duration maxSession) {
    private static final Pattern PROJECT = Pattern.compile("[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z][A-Za-z0-9-]*-");
    private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9_.-]+)+");
    private static final Pattern QUALIFIER = Pattern.compile("[A-Za-z0-9_-]{1,10}");

    /** What the tests of a deployment may do with the streams' records. */
    public enum Records {
        READ,
        READ_AND_PUT
    }

    public GitLabDeployRoleProps {
        requireNonNull(provider, "provider is null");
        requireNonNull(records, "records is null");
        refs = List.copyOf(refs);
        List<String> mistakes = new ArrayList<>();
        require(mistakes, "project", project, PROJECT, "be a path like 'group/project', without a pattern");
        require(mistakes, "stackPrefix", stackPrefix, PREFIX, "begin with a letter and end with a hyphen");
        require(mistakes, "parameterPath", parameterPath, PATH, "be a path like '/millrace/dev'");
        require(mistakes, "qualifier", qualifier, QUALIFIER, "be 1 to 10 letters and digits");
        if (refs.isEmpty()) {
            mistakes.add("refs must name a branch or tag, got none");
        }
        if (maxSession.compareTo(Duration.ofHours(1)) < 0 || maxSession.compareTo(Duration.ofHours(12)) > 0) {
            mistakes.add("maxSession must be 1 to 12 hours, got '" + maxSession + "'");
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", mistakes));
        }
    }

    /** Deploys for one branch, reads records, and has two hours. */
    public static GitLabDeployRoleProps of(
            GitLabProvider provider, String project, GitLabRef ref, String stackPrefix, String parameterPath) {
        return new GitLabDeployRoleProps(
                provider,
                project,
                List.of(ref),
                stackPrefix,
                parameterPath,
                Records.READ,
                null,
                "hnb659fds",
                Duration.ofHours(2));
    }

    /** Deploys for one more branch or tag. */
    public GitLabDeployRoleProps ref(GitLabRef ref) {
        List<GitLabRef> more = new ArrayList<>(refs);
        more.add(ref);
        return new GitLabDeployRoleProps(
                provider, project, more, stackPrefix, parameterPath, records, region, qualifier, maxSession);
    }

    public GitLabDeployRoleProps records(Records changed) {
        return new GitLabDeployRoleProps(
                provider, project, refs, stackPrefix, parameterPath, changed, region, qualifier, maxSession);
    }

    public GitLabDeployRoleProps region(@Nullable String changed) {
        return new GitLabDeployRoleProps(
                provider, project, refs, stackPrefix, parameterPath, records, changed, qualifier, maxSession);
    }

    public GitLabDeployRoleProps qualifier(String changed) {
        return new GitLabDeployRoleProps(
                provider, project, refs, stackPrefix, parameterPath, records, region, changed, maxSession);
    }

    public GitLabDeployRoleProps maxSession(Duration changed) {
        return new GitLabDeployRoleProps(
                provider, project, refs, stackPrefix, parameterPath, records, region, qualifier, changed);
    }

    private static void require(List<String> mistakes, String name, String value, Pattern pattern, String rule) {
        if (!pattern.matcher(value).matches()) {
            mistakes.add(name + " must " + rule + ", got '" + value + "'");
        }
    }
}
