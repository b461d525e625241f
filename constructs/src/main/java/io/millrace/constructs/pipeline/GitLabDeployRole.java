package io.millrace.constructs.pipeline;

import static java.util.Objects.requireNonNull;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * What a GitLab pipeline deploys one environment as, without a key: a job's token says which project and branch it runs
 * for, and IAM gives it this role for a while. Its name is {@code <stackPrefix>gitlab}.
 *
 * <p>It may hand over to the roles of the CDK's bootstrap stack, and look at the environment's stacks, applications,
 * streams and alarms. The former can deploy any stack of their account and region: what must be kept apart from an
 * environment belongs into another account, or behind a bootstrap stack with another qualifier.
 *
 * <p>An administrator deploys it, once. The pipeline could not: no role of a pipeline should write its own.
 */
public final class GitLabDeployRole extends Construct {
    private final Role role;

    public GitLabDeployRole(Construct scope, String id, GitLabDeployRoleProps props) {
        super(scope, id);
        requireNonNull(props, "props is null");
        this.role = Role.Builder.create(this, "Resource")
                // a name of its own, so that the pipeline knows it from account and environment
                .roleName(props.stackPrefix() + "gitlab")
                .description("Deploys " + props.stackPrefix() + "* from GitLab: " + props.project())
                .assumedBy(props.provider().jobs(props.project(), props.refs()))
                .maxSessionDuration(Duration.seconds(props.maxSession().toSeconds()))
                .build();
        new DeployPermissions(Stack.of(this), props).statements().forEach(role::addToPolicy);
    }

    public IRole role() {
        return role;
    }
}
