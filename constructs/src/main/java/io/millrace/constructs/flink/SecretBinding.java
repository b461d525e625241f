package io.millrace.constructs.flink;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.secretsmanager.ISecret;

/**
 * A secret that a job reads when it starts.
 *
 * @param versionId which version of it, or null for the current one
 */
record SecretBinding(ISecret secret, @Nullable String versionId) {
    private static final Pattern VERSION_ID = Pattern.compile("[A-Za-z0-9-]{32,64}");

    SecretBinding {
        requireNonNull(secret, "secret is null");
        if (versionId != null && !VERSION_ID.matcher(versionId).matches()) {
            throw new IllegalArgumentException(
                    "a secret's version must be an id of 32 to 64 letters, digits and hyphens, got '" + versionId
                            + "'; a label such as AWSCURRENT moves, and pins nothing");
        }
    }

    /** What the job is told, in the form that ECS's task definitions have, too. */
    String reference() {
        return secret.getSecretArn() + (versionId == null ? "" : ":::" + versionId);
    }

    /** Grants less than {@code Secret.grantRead} does: reading the value, and not the description. */
    void grantRead(IGrantable job) {
        String arn = secret.getSecretFullArn();
        Grant.addToPrincipal(GrantOnPrincipalOptions.builder()
                .grantee(job)
                .actions(List.of("secretsmanager:GetSecretValue"))
                // of a secret known by its name the ARN lacks the six characters that end it
                .resourceArns(List.of(arn == null ? secret.getSecretArn() + "-??????" : arn))
                .build());
        IKey key = secret.getEncryptionKey();
        if (key != null) {
            key.grant(job, "kms:Decrypt");
        }
    }
}
