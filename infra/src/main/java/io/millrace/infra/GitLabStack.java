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
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/**
 * What an administrator deploys once in each account: the trust in GitLab, and the role as which the pipeline deploys each
 * environment of that account. It is in no stage, since no pipeline deploys it.
 */
final class GitLabStack extends Stack {
    private static final String ID = "GitLab";

    private GitLabStack(Construct scope, String id, GitLabAccess access, List<StageConfig> environments) {
        super(scope, id, props(environments.get(0).target()));
        GitLabProvider provider = new GitLabProvider(this, "Provider", access.provider());
        for (StageConfig environment : environments) {
            String name = environment.name();
            GitLabDeployRole role = new GitLabDeployRole(
                    this,
                    name,
                    GitLabDeployRoleProps.of(
                                    provider,
                                    access.project(),
                                    GitLabRef.branch(Environments.isOfBranches(environment) ? "*" : "main"),
                                    environment.stackPrefix(),
                                    "/millrace/" + name)
                            // a test's records are real ones where the data is
                            .records(environment.lifetime() == Lifetime.PERMANENT ? Records.READ : Records.READ_AND_PUT)
                            .region(environment.target().region()));
            CfnOutput.Builder.create(this, name + "RoleArn")
                    .value(role.role().getRoleArn())
                    .build();
        }
    }

    /**
     * Adds a stack for each account. The role of the branches' environments is made when they have an account of their
     * own: it is every branch's.
     *
     * @param environments as the variables have them
     * @throws IllegalArgumentException when that account is not known to be none of one that takes an approval
     */
    static void add(Construct app, GitLabAccess access, List<StageConfig> environments, StageConfig review) {
        List<StageConfig> all = new ArrayList<>(environments);
        if (review.target().account() != null) {
            requireKnown(review, environments);
            Environments.requireApart(review, environments);
            all.add(review);
        }
        Map<String, List<StageConfig>> byAccount = new LinkedHashMap<>();
        for (StageConfig environment : all) {
            String account = environment.target().account();
            byAccount
                    .computeIfAbsent(account == null ? ID : ID + "-" + account, id -> new ArrayList<>())
                    .add(environment);
        }
        byAccount.forEach((id, ofAccount) -> new GitLabStack(app, id, access, ofAccount));
    }

    private static void requireKnown(StageConfig review, List<StageConfig> environments) {
        for (StageConfig environment : environments) {
            if (environment.approval() == Approval.REQUIRED
                    && environment.target().account() == null) {
                throw new IllegalArgumentException(String.format(
                        "%s must be given with %s: every branch may deploy to the latter's account, which must not be"
                                + " that of '%s'",
                        environment.variable("TARGET"), review.variable("TARGET"), environment.name()));
            }
        }
    }

    private static StackProps props(Target target) {
        StackProps.Builder props = StackProps.builder()
                .stackName("millrace-gitlab")
                .description("Millrace: the roles as which GitLab deploys")
                .terminationProtection(true);
        target.environment().ifPresent(props::env);
        return props.build();
    }
}
