package io.millrace.constructs.flink;

import io.millrace.constructs.access.OwnersPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication.ApplicationEncryptionConfigurationProperty;
import software.amazon.awscdk.services.kms.IAlias;
import software.amazon.awscdk.services.kms.IKey;

/**
 * A customer managed key for the state of an application, on its disks and in its snapshots.
 *
 * <p>The service refuses a key whose policy does not name both of its principals for this application's state. A generated
 * name is matched by a pattern: a policy that referred to the name would depend on the application, which depends on the
 * key.
 *
 * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/java/manage-cmk-api.html">Managing CMK using APIs</a>
 */
final class StateEncryption {
    private static final String SERVICE = ApplicationRole.SERVICE;
    private static final String INFRASTRUCTURE = "infrastructure." + SERVICE;
    private static final String CONTEXT = "kms:EncryptionContext:aws:kinesisanalytics:arn";

    private final IKey key;
    private final Stack stack;
    private final String applicationArn;

    /** @param applicationArn the application's ARN, or a pattern where the name is not known */
    StateEncryption(IKey key, Stack stack, String applicationArn) {
        this.key = key;
        this.stack = stack;
        this.applicationArn = applicationArn;
    }

    /** IAM compares the ARN of the key, so that a statement about an alias permits nothing. */
    static List<String> violations(IKey key) {
        boolean alias = key instanceof IAlias || key.getKeyArn().contains(":alias/");
        return alias
                ? List.of("encryptionKey must be a key, got the alias '"
                        + key.getNode().getPath()
                        + "', whose ARN permits nothing in a policy; give the key that it stands for")
                : List.of();
    }

    ApplicationEncryptionConfigurationProperty property() {
        return ApplicationEncryptionConfigurationProperty.builder()
                .keyType("CUSTOMER_MANAGED_KEY")
                .keyId(key.getKeyArn())
                .build();
    }

    /** Lets the service use the key; where the key's policy cannot be changed from here, prints the statements. */
    void allowService(FlinkApplication application) {
        List<PolicyStatement> statements = statements();
        boolean added = true;
        for (PolicyStatement statement : statements) {
            added &= key.addToResourcePolicy(statement, true).getStatementAdded();
        }
        if (!added) {
            OwnersPolicy.statements(
                    application,
                    "keyPolicy",
                    "the key's policy is not part of this app; without these statements, which let the service use the key,"
                            + " it refuses the application, add: ",
                    PolicyDocument.Builder.create().statements(statements).build());
        }
    }

    private List<PolicyStatement> statements() {
        Map<String, Object> source = Map.of(
                "ArnLike", Map.of("aws:SourceArn", applicationArn),
                "StringEquals", Map.of("aws:SourceAccount", stack.getAccount()));
        Map<String, Object> state = Map.of("StringLike", Map.of(CONTEXT, applicationArn));
        Map<String, Object> stateOfSource = new HashMap<>(source);
        stateOfSource.putAll(state);

        return List.of(
                statement(source, List.of(SERVICE, INFRASTRUCTURE), "kms:DescribeKey"),
                statement(stateOfSource, List.of(SERVICE), "kms:GenerateDataKey"),
                statement(state, List.of(SERVICE), "kms:Decrypt"),
                statement(state, List.of(INFRASTRUCTURE), "kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext"),
                statement(decryptingGrants(Map.of()), List.of(INFRASTRUCTURE), "kms:CreateGrant"));
    }

    /** Grants what a caller that updates the application needs on the key: the service checks the permissions of the caller. */
    void grantOperate(IGrantable operator) {
        String via = "kinesisanalytics." + stack.getRegion() + ".amazonaws.com";
        grant(operator, Map.of("StringEquals", Map.of("kms:ViaService", via)), "kms:DescribeKey");
        grant(
                operator,
                Map.of(
                        "StringEquals", Map.of("kms:ViaService", via),
                        "StringLike", Map.of(CONTEXT, applicationArn)),
                "kms:Decrypt",
                "kms:GenerateDataKey",
                "kms:GenerateDataKeyWithoutPlaintext");
        grant(operator, decryptingGrants(Map.of("kms:ViaService", via)), "kms:CreateGrant");
    }

    private Map<String, Object> decryptingGrants(Map<String, Object> besides) {
        Map<String, Object> equal = new HashMap<>(besides);
        equal.put("kms:GrantConstraintType", "EncryptionContextSubset");
        return Map.of(
                "StringEquals", equal,
                "StringLike", Map.of(CONTEXT, applicationArn),
                "ForAllValues:StringEquals", Map.of("kms:GrantOperations", "Decrypt"));
    }

    private static PolicyStatement statement(Map<String, Object> conditions, List<String> services, String... actions) {
        return PolicyStatement.Builder.create()
                .effect(Effect.ALLOW)
                .principals(services.stream().map(ServicePrincipal::new).toList())
                .actions(List.of(actions))
                .resources(List.of("*"))
                .conditions(conditions)
                .build();
    }

    private void grant(IGrantable operator, Map<String, Object> conditions, String... actions) {
        operator.getGrantPrincipal()
                .addToPrincipalPolicy(PolicyStatement.Builder.create()
                        .actions(List.of(actions))
                        .resources(List.of(key.getKeyArn()))
                        .conditions(conditions)
                        .build());
    }
}
