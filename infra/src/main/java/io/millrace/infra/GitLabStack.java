package io.millrace.infra;

import io.millrace.constructs.pipeline.GitLabDeployRole;
import io.millrace.constructs.pipeline.GitLabDeployRoleProps;
import io.millrace.constructs.pipeline.GitLabDeployRoleProps.Records;
import io.millrace.constructs.pipeline.GitLabProvider;
import io.millrace.constructs.pipeline.GitLabRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/**
 * What an administrator deploys once per account: the OpenID Connect provider of the GitLab instance, and for each
 * environment of the account the role with which the pipeline deploys it. It belongs to no stage, because no pipeline
 * deploys it.
 */
final class GitLabStack extends Stack {
    private static final String ID = "GitLab";

    private GitLabStack(Construct scope, String id, GitLabAccess access, List<StageConfig> environments) {
        super(scope, id, props(environments.get(0).target()));
        GitLabProvider provider = new GitLabProvider(this, "Provider", access.provider());
        for (StageConfig environment : environments) {
            String name = environment.name();
            GitLabDeployRoleProps.Builder props = GitLabDeployRoleProps.builder(
                            provider,
                            access.project(),
                            GitLabRef.branch(Environments.isPerBranch(environment) ? "*" : "main"),
                            environment.stackPrefix(),
                            "/millrace/" + name)
                    // in an environment that keeps its data, a test's records would be real ones
                    .records(environment.lifetime() == Lifetime.PERMANENT ? Records.READ : Records.READ_AND_PUT);
            Optional.ofNullable(environment.target().region()).ifPresent(props::region);
            GitLabDeployRole role = new GitLabDeployRole(this, name, props.build());
            CfnOutput.Builder.create(this, name + "RoleArn")
                    .value(role.role().getRoleArn())
                    .build();
        }
    }

    /**
     * Adds a stack for each account, when the variables name a GitLab project. There is a role for branch environments
     * when they have an account, because every branch may assume it.
     *
     * @throws IllegalArgumentException when a variable is malformed, or the account of branch environments is, or may be,
     *     that of an environment that requires an approval
     */
    static void add(Construct app, List<StageConfig> environments, Map<String, String> variables) {
        GitLabAccess.of(variables).ifPresent(access -> add(app, environments, variables, access));
    }

    private static void add(
            Construct app, List<StageConfig> declared, Map<String, String> variables, GitLabAccess access) {
        List<StageConfig> environments = new ArrayList<>();
        declared.forEach(environment -> environments.add(environment.with(variables)));
        StageConfig review = Environments.REVIEW.with(variables);
        if (review.target().account() != null) {
            requireKnownAccounts(review, environments);
            Environments.requireApart(review, environments);
            environments.add(review);
        }
        Map<String, List<StageConfig>> byAccount = new LinkedHashMap<>();
        for (StageConfig environment : environments) {
            String account = environment.target().account();
            byAccount
                    .computeIfAbsent(account == null ? ID : ID + "-" + account, id -> new ArrayList<>())
                    .add(environment);
        }
        byAccount.forEach((id, ofAccount) -> new GitLabStack(app, id, access, ofAccount));
    }

    private static void requireKnownAccounts(StageConfig review, List<StageConfig> environments) {
        for (StageConfig environment : environments) {
            if (environment.approval() == Approval.REQUIRED
                    && environment.target().account() == null) {
                throw new IllegalArgumentException(String.format(
                        "%s must be set when %s is: every branch may deploy to the latter's account, which must not be"
                                + " that of '%s'",
                        environment.variable("TARGET"), review.variable("TARGET"), environment.name()));
            }
        }
    }

    private static StackProps props(DeploymentTarget target) {
        StackProps.Builder props = StackProps.builder()
                .stackName("millrace-gitlab")
                .description("Millrace: the roles with which GitLab deploys")
                .terminationProtection(true);
        target.environment().ifPresent(props::env);
        return props.build();
    }
}
