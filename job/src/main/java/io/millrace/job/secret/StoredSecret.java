package io.millrace.job.secret;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** A version of a secret in AWS Secrets Manager; without a version id, the current one. */
final class StoredSecret implements SecretReference {
    private static final String VERSION = ":::";

    private final String arn;
    private final @Nullable String versionId;
    private final Function<Region, SecretsManagerClient> clients;

    StoredSecret(String arn, @Nullable String versionId, Function<Region, SecretsManagerClient> clients) {
        this.arn = arn;
        this.versionId = versionId;
        this.clients = clients;
    }

    static StoredSecret parse(String text) {
        return parse(text, StoredSecret::client);
    }

    static StoredSecret parse(String text, Function<Region, SecretsManagerClient> clients) {
        int end = text.indexOf(VERSION);
        return end < 0
                ? new StoredSecret(text, null, clients)
                : new StoredSecret(text.substring(0, end), text.substring(end + VERSION.length()), clients);
    }

    @Override
    public String read() {
        try (SecretsManagerClient client = clients.apply(Region.of(arn.split(":", -1)[3]))) {
            String text = client.getSecretValue(request -> request.secretId(arn).versionId(versionId))
                    .secretString();
            if (text == null || text.isBlank()) {
                throw new UnreadableSecretException(this + " must contain text, got none");
            }
            return text;
        } catch (ResourceNotFoundException e) {
            throw new UnreadableSecretException(
                    this + " must exist, got none; list-secret-version-ids lists the versions", e);
        } catch (SecretsManagerException e) {
            throw new UnreadableSecretException(
                    String.format(
                            "%s must be readable, got %s: %s; the application's role needs"
                                    + " secretsmanager:GetSecretValue on it, and kms:Decrypt if it has its own key",
                            this,
                            e.awsErrorDetails().errorCode(),
                            e.awsErrorDetails().errorMessage()),
                    e);
        } catch (SdkClientException e) {
            throw new UnreadableSecretException(
                    String.format(
                            "Secrets Manager must be reachable for %s, got: %s; an application in a VPC needs an endpoint"
                                    + " for it, or internet access",
                            this, e.getMessage()),
                    e);
        }
    }

    @Override
    public String toString() {
        return (versionId == null ? "the current version" : "version '" + versionId + "'") + " of secret '" + arn + "'";
    }

    private static SecretsManagerClient client(Region region) {
        return SecretsManagerClient.builder()
                .region(region)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
