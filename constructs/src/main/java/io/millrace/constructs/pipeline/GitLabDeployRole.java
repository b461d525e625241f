package io.millrace.constructs.pipeline;

import static java.util.Objects.requireNonNull;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * The role with which a GitLab pipeline deploys one environment, without access keys: the token of a pipeline's job states
 * its project and branch, and IAM exchanges it for this role for a limited time. The role's name is
 * {@code <stackPrefix>gitlab}.
 *
 * <p>The role can assume the roles of CDK's bootstrap stack, and read the state of the environment's stacks, applications,
 * streams and alarms. The bootstrap roles can deploy any stack of their account and region: whatever must be isolated from
 * an environment belongs in another account, or behind a bootstrap stack with another qualifier.
 *
 * <p>An administrator deploys this construct once. The pipeline must not: no pipeline should be able to change its own role.
 */
public final class GitLabDeployRole extends Construct {
    private final Role role;

    public GitLabDeployRole(Construct scope, String id, GitLabDeployRoleProps props) {
        super(scope, id);
        requireNonNull(props, "props is null");
        this.role = Role.Builder.create(this, "Resource")
                // a fixed name, which the pipeline derives from the account and the environment
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
