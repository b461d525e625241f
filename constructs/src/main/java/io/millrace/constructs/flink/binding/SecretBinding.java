package io.millrace.constructs.flink.binding;

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
 * @param versionId the pinned version, or null for the version that is current when the job starts
 */
record SecretBinding(ISecret secret, @Nullable String versionId) {
    private static final Pattern VERSION_ID = Pattern.compile("[A-Za-z0-9-]{32,64}");

    SecretBinding {
        requireNonNull(secret, "secret is null");
        if (versionId != null && !VERSION_ID.matcher(versionId).matches()) {
            throw new IllegalArgumentException(
                    "a secret's version must be an id of 32 to 64 letters, digits and hyphens, got '" + versionId
                            + "'; use the version's id, because a label such as AWSCURRENT moves to other versions");
        }
    }

    /** The value of the setting, in the form that ECS task definitions use, too. */
    String reference() {
        return secret.getSecretArn() + (versionId == null ? "" : ":::" + versionId);
    }

    /** Grants less than {@code Secret.grantRead}: reading the value, not the description. */
    void grantRead(IGrantable job) {
        String arn = secret.getSecretFullArn();
        Grant.addToPrincipal(GrantOnPrincipalOptions.builder()
                .grantee(job)
                .actions(List.of("secretsmanager:GetSecretValue"))
                // the ARN of a secret that was looked up by name lacks the six characters at the end
                .resourceArns(List.of(arn == null ? secret.getSecretArn() + "-??????" : arn))
                .build());
        IKey key = secret.getEncryptionKey();
        if (key != null) {
            key.grant(job, "kms:Decrypt");
        }
    }
}
