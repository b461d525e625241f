package io.millrace.connector.kinesis;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;

/**
 * The options of the client of AWS, for a source and a sink. Their keys are those of {@code AWSConfigConstants} in Flink's
 * own connectors.
 */
public final class KinesisClientOptions {

    /** Where credentials come from. */
    public enum CredentialProvider {
        /** The default chain of the AWS SDK: system properties, environment, web identity, profile, container, instance. */
        AUTO,
        /** {@link #ACCESS_KEY_ID} and {@link #SECRET_KEY}. */
        BASIC,
        /** The environment: {@code AWS_ACCESS_KEY_ID} and {@code AWS_SECRET_ACCESS_KEY}. */
        ENV_VAR,
        /** The system properties {@code aws.accessKeyId} and {@code aws.secretAccessKey}. */
        SYS_PROP,
        /** {@link #PROFILE_NAME} in a file of profiles. */
        PROFILE,
        /** {@link #ROLE_ARN}, assumed with the default chain. Needs the SDK's module {@code sts} on the class path. */
        ASSUME_ROLE,
        /** A token in a file. Needs the SDK's module {@code sts} on the class path. */
        WEB_IDENTITY_TOKEN,
        /** {@link #CUSTOM_CLASS}, an {@code AwsCredentialsProvider}. */
        CUSTOM
    }

    /** The version of HTTP. */
    public enum HttpProtocol {
        HTTP1_1,
        HTTP2
    }

    public static final ConfigOption<String> REGION = key("aws.region")
            .stringType()
            .noDefaultValue()
            .withDescription("The region. By default it is the one in the stream's ARN.");

    public static final ConfigOption<String> ENDPOINT = key("aws.endpoint")
            .stringType()
            .noDefaultValue()
            .withDescription("The address of the Kinesis API. By default it follows from the region.");

    public static final ConfigOption<CredentialProvider> CREDENTIALS = key("aws.credentials.provider")
            .enumType(CredentialProvider.class)
            .noDefaultValue()
            .withDescription("Where credentials come from. By default BASIC if its keys are given, otherwise AUTO.");

    public static final ConfigOption<String> ACCESS_KEY_ID = key("aws.credentials.provider.basic.accesskeyid")
            .stringType()
            .noDefaultValue()
            .withDescription("The id of the access key of BASIC.");

    public static final ConfigOption<String> SECRET_KEY = key("aws.credentials.provider.basic.secretkey")
            .stringType()
            .noDefaultValue()
            .withDescription("The secret of the access key of BASIC.");

    public static final ConfigOption<String> PROFILE_PATH = key("aws.credentials.provider.profile.path")
            .stringType()
            .noDefaultValue()
            .withDescription("The file of profiles. By default it is the one that the SDK uses.");

    public static final ConfigOption<String> PROFILE_NAME = key("aws.credentials.provider.profile.name")
            .stringType()
            .noDefaultValue()
            .withDescription("The profile of PROFILE.");

    public static final ConfigOption<String> ROLE_ARN = key("aws.credentials.provider.role.arn")
            .stringType()
            .noDefaultValue()
            .withDescription("The role of ASSUME_ROLE and WEB_IDENTITY_TOKEN.");

    public static final ConfigOption<String> ROLE_SESSION_NAME = key("aws.credentials.provider.role.sessionName")
            .stringType()
            .noDefaultValue()
            .withDescription("The name of the role's session.");

    public static final ConfigOption<String> ROLE_EXTERNAL_ID = key("aws.credentials.provider.role.externalId")
            .stringType()
            .noDefaultValue()
            .withDescription("The external id of ASSUME_ROLE.");

    public static final ConfigOption<String> ROLE_STS_ENDPOINT = key("aws.credentials.provider.role.stsEndpoint")
            .stringType()
            .noDefaultValue()
            .withDescription("The address of the STS API. By default it follows from the region.");

    public static final ConfigOption<String> WEB_IDENTITY_TOKEN_FILE =
            key("aws.credentials.provider.webIdentityToken.file")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("The file of WEB_IDENTITY_TOKEN.");

    public static final ConfigOption<String> CUSTOM_CLASS = key("aws.credentials.provider.custom.class")
            .stringType()
            .noDefaultValue()
            .withDescription("The class of CUSTOM. Its constructor takes no argument, or the properties.");

    public static final ConfigOption<Boolean> TRUST_ALL_CERTIFICATES = key("aws.trust.all.certificates")
            .booleanType()
            .defaultValue(false)
            .withDescription("Whether any certificate of the endpoint is accepted. Only for tests.");

    public static final ConfigOption<HttpProtocol> HTTP_PROTOCOL = key("aws.http.protocol.version")
            .enumType(HttpProtocol.class)
            .defaultValue(HttpProtocol.HTTP2)
            .withDescription("The version of HTTP. Fan-out needs HTTP2.");

    public static final ConfigOption<Integer> MAX_CONCURRENCY = key("aws.http-client.max-concurrency")
            .intType()
            .defaultValue(10_000)
            .withDescription("How many requests, each subscription being one, may be open at once.");

    public static final ConfigOption<Duration> READ_TIMEOUT = key("aws.http-client.read-timeout")
            .durationType()
            .defaultValue(Duration.ofMinutes(6))
            .withDescription("How long a response may be silent.");

    private KinesisClientOptions() {}
}
