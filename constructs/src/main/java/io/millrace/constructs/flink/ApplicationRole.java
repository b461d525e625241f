package io.millrace.constructs.flink;

import io.millrace.constructs.access.OwnersPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Names;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.UniqueResourceNameOptions;
import software.amazon.awscdk.services.iam.CfnPolicy;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * The role that a job runs as: the application's own, or a given one. The permissions of a given role are a policy in the
 * application's stack. If this app may not attach it to the role, synthesis prints it instead.
 */
final class ApplicationRole implements IGrantable {
    static final String SERVICE = "kinesisanalytics.amazonaws.com";
    private static final int MAX_POLICY_NAME = 128;

    private final Construct application;
    private final IRole role;
    private final @Nullable Policy policy;

    private ApplicationRole(Construct application, IRole role, @Nullable Policy policy) {
        this.application = application;
        this.role = role;
        this.policy = policy;
    }

    /** @param service what assumes a role of the application's own */
    static ApplicationRole of(Construct application, Optional<IRole> given, ServicePrincipal service) {
        if (given.isEmpty()) {
            Role own =
                    Role.Builder.create(application, "Role").assumedBy(service).build();
            return new ApplicationRole(application, own, null);
        }
        Policy policy = Policy.Builder.create(application, "RolePolicy")
                // with the stack's name in it: CloudFormation's own would be the same in each stage that shares the
                // role
                .policyName(Names.uniqueResourceName(
                        application,
                        UniqueResourceNameOptions.builder()
                                .maxLength(MAX_POLICY_NAME)
                                .build()))
                .build();
        given.get().attachInlinePolicy(policy);
        return new ApplicationRole(application, given.get(), policy);
    }

    IRole role() {
        return role;
    }

    @Override
    public IPrincipal getGrantPrincipal() {
        return policy == null ? role : policy.getGrantPrincipal();
    }

    /** What holds the permissions that this app gives to the role. */
    IConstruct[] holders() {
        return policy == null || !isAttached() ? new IConstruct[] {role} : new IConstruct[] {role, policy};
    }

    /** Prints the permissions that somebody else must give to the role; called when all of them are known. */
    void warn() {
        if (policy != null && !isAttached()) {
            OwnersPolicy.statements(
                    application,
                    "rolePolicy",
                    "this app does not change the role's policies, add to " + role.getRoleName() + ": ",
                    policy.getDocument());
        }
    }

    List<String> violations() {
        List<String> violations = new ArrayList<>();
        String account = Stack.of(application).getAccount();
        if (OwnersPolicy.differ(role.getEnv().getAccount(), account)) {
            violations.add(String.format(
                    "role must be in the application's account %s, got '%s'; the service assumes no role of another"
                            + " account",
                    account, role.getRoleArn()));
        }
        if (policy != null && role instanceof Role defined && !trusts(defined)) {
            violations.add(String.format(
                    "role must be assumed by %s, got '%s' which that service may not assume; define it with"
                            + " assumedBy(new ServicePrincipal(\"%s\"))",
                    SERVICE, role.getNode().getPath(), SERVICE));
        }
        return violations;
    }

    private boolean trusts(Role defined) {
        return defined.getAssumeRolePolicy() == null
                || Stack.of(application)
                        .resolve(defined.getAssumeRolePolicy())
                        .toString()
                        .contains(SERVICE);
    }

    /** Whether the role took the policy: one that is imported with {@code mutable(false)} ignores it without an error. */
    private boolean isAttached() {
        return policy != null
                && policy.getNode().getDefaultChild() instanceof CfnPolicy resource
                && Stack.of(application).resolve(resource.getRoles()) != null;
    }
}
