package io.millrace.constructs.lifecycle;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awscdk.IResolveContext;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.CfnManagedPolicy;
import software.amazon.awscdk.services.iam.CfnPolicy;
import software.amazon.awscdk.services.iam.CfnRole;
import software.constructs.IConstruct;

/**
 * What a stack's template permits a role: the policies of the role, and those that are attached to it. What another stack
 * permits is left out: a reference to it would make it an export, which the other stack could then not remove.
 */
final class RolePermissions {
    private final Stack stack;
    private final IResolveContext context;

    RolePermissions(Stack stack, IResolveContext context) {
        this.stack = stack;
        this.context = context;
    }

    /** Resolved, in the order of the constructs that hold them. */
    List<Object> of(JobLifecycleProps props) {
        List<Object> permissions = new ArrayList<>();
        Set<IConstruct> holders = new LinkedHashSet<>();
        props.permissions().stream()
                .flatMap(holder -> holder.getNode().findAll().stream())
                .filter(this::isHere)
                .forEach(holders::add);
        holders.forEach(holder -> permissions.addAll(heldBy(holder)));
        if (isHere(props.role())) {
            Object role = context.resolve(props.role().getRoleName());
            stack.getNode().findAll().stream()
                    .filter(construct -> !holders.contains(construct) && isHere(construct))
                    .filter(construct -> isAttached(construct, role) || isNamed(construct, permissions))
                    .forEach(construct -> permissions.addAll(heldBy(construct)));
        }
        return permissions;
    }

    private List<Object> heldBy(IConstruct construct) {
        List<Object> held = new ArrayList<>();
        if (construct instanceof CfnPolicy inline) {
            held.add(context.resolve(inline.getPolicyDocument()));
        } else if (construct instanceof CfnManagedPolicy managed) {
            held.add(context.resolve(managed.getPolicyDocument()));
        } else if (construct instanceof CfnRole role) {
            if (role.getPolicies() != null) {
                held.add(context.resolve(role.getPolicies()));
            }
            if (role.getManagedPolicyArns() != null) {
                held.add(context.resolve(role.getManagedPolicyArns()));
            }
        }
        return held;
    }

    /** Whether a policy names the role. */
    private boolean isAttached(IConstruct construct, Object role) {
        List<String> roles = construct instanceof CfnPolicy inline
                ? inline.getRoles()
                : construct instanceof CfnManagedPolicy managed ? managed.getRoles() : null;
        return roles != null && context.resolve(roles) instanceof List<?> names && names.contains(role);
    }

    /** Whether one of the lists of the role's managed policies names this one. */
    private boolean isNamed(IConstruct construct, List<Object> permissions) {
        if (!(construct instanceof CfnManagedPolicy managed)) {
            return false;
        }
        Object ref = context.resolve(managed.getRef());
        return permissions.stream().anyMatch(held -> held instanceof List<?> list && list.contains(ref));
    }

    private boolean isHere(IConstruct construct) {
        return Stack.of(construct).equals(stack);
    }
}
