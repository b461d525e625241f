package io.millrace.constructs.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.IResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.iam.IGrantable;
import software.constructs.IConstruct;

/**
 * Annotates what CDK leaves out silently: a statement in a policy that this app cannot change. The annotation prints the
 * statement, for the owner of the policy to add. It can be acknowledged by its id, {@code @millrace/constructs:} and the id
 * that is given here.
 */
public final class OwnersPolicy {
    private static final String PREFIX = "@millrace/constructs:";

    private OwnersPolicy() {}

    /**
     * For a resource that another account owns and this app imports: access from this account takes a statement in the
     * resource's own policy. Nothing is annotated for a resource of the grantee's account. Where the grantee's account
     * is unknown until the deploy, it is an information instead of a warning; where the owner's is, it counts as the same.
     *
     * @param scope what the annotation is about
     * @param what the owner's policy, such as {@code the stream's resource policy}
     * @param resource the resource, with the account in its ARN
     * @param resourceArn what the statement permits access to; {@code *} in the policy of a key
     */
    public static void statement(
            IConstruct scope,
            String id,
            String what,
            IResource resource,
            String resourceArn,
            IGrantable grantee,
            String... actions) {
        String owner = resource.getEnv().getAccount();
        String account = grantee.getGrantPrincipal().getPrincipalAccount();
        if (account == null || owner.equals(account) || isOfThisApp(resource)) {
            return;
        }
        if (Token.isUnresolved(owner)) {
            return; // imported by a name, or by an ARN without an account: taken for one of the same account
        }
        boolean known = !Token.isUnresolved(account);
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Effect", "Allow");
        statement.put("Principal", Map.of("AWS", known ? account : "<account of this stack>"));
        statement.put("Action", List.of(actions));
        statement.put("Resource", resourceArn);
        String text = String.format("%s belongs to account %s, add: %s", what, owner, json(scope, statement));
        if (known) {
            warn(scope, id, text);
        } else {
            Annotations.of(scope)
                    .addInfoV2(PREFIX + id, "unless this stack is deployed to account " + owner + ": " + text);
        }
    }

    /**
     * For any policy that this app cannot change.
     *
     * @param text which policy, and what must be added to it
     * @param statements a value that CDK resolves into one statement or several
     */
    public static void statements(IConstruct scope, String id, String text, Object statements) {
        warn(scope, id, text + json(scope, statements));
    }

    /** Whether two accounts or regions are known, and are not the same. */
    public static boolean differ(@Nullable String one, @Nullable String other) {
        return one != null
                && other != null
                && !Token.isUnresolved(one)
                && !Token.isUnresolved(other)
                && !one.equals(other);
    }

    /** An imported resource has no resource of CloudFormation. */
    private static boolean isOfThisApp(IConstruct resource) {
        return resource.getNode().getDefaultChild() != null;
    }

    private static void warn(IConstruct scope, String id, String text) {
        Annotations.of(scope).addWarningV2(PREFIX + id, text);
    }

    private static String json(IConstruct scope, Object statement) {
        return JsonText.of(Stack.of(scope).resolve(statement));
    }
}
