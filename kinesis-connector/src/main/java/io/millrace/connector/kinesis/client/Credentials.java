package io.millrace.connector.kinesis.client;

import static java.util.Objects.requireNonNull;

import io.millrace.connector.kinesis.KinesisClientOptions;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.flink.configuration.ConfigOption;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** Makes the provider of credentials that the options name. */
final class Credentials {
    private static final String SESSION = "flink-kinesis-connector";

    private Credentials() {}

    static AwsCredentialsProvider of(ClientSettings settings) {
        return switch (settings.credentials()) {
            case AUTO -> DefaultCredentialsProvider.builder().build();
            case BASIC ->
                StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        required(settings, KinesisClientOptions.ACCESS_KEY_ID),
                        required(settings, KinesisClientOptions.SECRET_KEY)));
            case ENV_VAR -> EnvironmentVariableCredentialsProvider.create();
            case SYS_PROP -> SystemPropertyCredentialsProvider.create();
            case PROFILE -> profile(settings);
            case WEB_IDENTITY_TOKEN -> webIdentity(settings);
            case ASSUME_ROLE -> Role.assumed(settings);
            case CUSTOM -> custom(required(settings, KinesisClientOptions.CUSTOM_CLASS), settings);
        };
    }

    private static String required(ClientSettings settings, ConfigOption<String> option) {
        return requireNonNull(settings.property(option), option.key());
    }

    private static AwsCredentialsProvider profile(ClientSettings settings) {
        ProfileCredentialsProvider.Builder builder =
                ProfileCredentialsProvider.builder().profileName(settings.property(KinesisClientOptions.PROFILE_NAME));
        String path = settings.property(KinesisClientOptions.PROFILE_PATH);
        if (path != null) {
            builder.profileFile(ProfileFile.builder()
                    .content(Path.of(path))
                    .type(ProfileFile.Type.CREDENTIALS)
                    .build());
        }
        return builder.build();
    }

    private static AwsCredentialsProvider webIdentity(ClientSettings settings) {
        String file = settings.property(KinesisClientOptions.WEB_IDENTITY_TOKEN_FILE);
        return WebIdentityTokenFileCredentialsProvider.builder()
                .roleArn(settings.property(KinesisClientOptions.ROLE_ARN))
                .roleSessionName(settings.property(KinesisClientOptions.ROLE_SESSION_NAME))
                .webIdentityTokenFile(file == null ? null : Path.of(file))
                .build();
    }

    private static AwsCredentialsProvider custom(String name, ClientSettings settings) {
        try {
            Class<? extends AwsCredentialsProvider> type = Class.forName(
                            name, true, Thread.currentThread().getContextClassLoader())
                    .asSubclass(AwsCredentialsProvider.class);
            try {
                Constructor<? extends AwsCredentialsProvider> constructor = type.getConstructor(Properties.class);
                Properties properties = new Properties();
                properties.putAll(settings.properties());
                return constructor.newInstance(properties);
            } catch (NoSuchMethodException e) {
                return type.getConstructor().newInstance();
            }
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalArgumentException(
                    KinesisClientOptions.CUSTOM_CLASS.key()
                            + " must be a public AwsCredentialsProvider with a public constructor that takes nothing or"
                            + " Properties, got '" + name + "'",
                    e);
        }
    }

    /** Apart, because its classes are on the class path only of jobs that assume a role. */
    private static final class Role {
        private Role() {}

        static AwsCredentialsProvider assumed(ClientSettings settings) {
            StsClientBuilder sts = StsClient.builder()
                    .region(Region.of(settings.region()))
                    .httpClient(UrlConnectionHttpClient.create());
            String endpoint = settings.property(KinesisClientOptions.ROLE_STS_ENDPOINT);
            if (endpoint != null) {
                sts.endpointOverride(URI.create(endpoint));
            }
            String session = settings.property(KinesisClientOptions.ROLE_SESSION_NAME);
            return StsAssumeRoleCredentialsProvider.builder()
                    .stsClient(sts.build())
                    .refreshRequest(request -> request.roleArn(required(settings, KinesisClientOptions.ROLE_ARN))
                            .roleSessionName(session == null ? SESSION : session)
                            .externalId(settings.property(KinesisClientOptions.ROLE_EXTERNAL_ID)))
                    .build();
        }
    }
}
