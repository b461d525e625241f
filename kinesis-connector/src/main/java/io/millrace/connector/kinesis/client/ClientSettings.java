package io.millrace.connector.kinesis.client;

import io.millrace.connector.kinesis.KinesisClientOptions;
import io.millrace.connector.kinesis.KinesisClientOptions.CredentialProvider;
import io.millrace.connector.kinesis.KinesisClientOptions.HttpProtocol;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Kinesis.
 *
 * @param endpoint null for the region's
 * @param properties those with the prefix {@code aws.}, from which credentials are made where they are needed
 */
public record ClientSettings(
        String region,
        @Nullable URI endpoint,
        CredentialProvider credentials,
        boolean trustAllCertificates,
        HttpProtocol protocol,
        int maxConcurrency,
        Duration readTimeout,
        Map<String, String> properties)
        implements Serializable {

    private static final String PREFIX = "aws.";
    private static final int MAX_CONCURRENCY = 100_000;

    private static final List<String> KEYS = List.of(
            KinesisClientOptions.REGION.key(),
            KinesisClientOptions.ENDPOINT.key(),
            KinesisClientOptions.CREDENTIALS.key(),
            KinesisClientOptions.ACCESS_KEY_ID.key(),
            KinesisClientOptions.SECRET_KEY.key(),
            KinesisClientOptions.PROFILE_PATH.key(),
            KinesisClientOptions.PROFILE_NAME.key(),
            KinesisClientOptions.ROLE_ARN.key(),
            KinesisClientOptions.ROLE_SESSION_NAME.key(),
            KinesisClientOptions.ROLE_EXTERNAL_ID.key(),
            KinesisClientOptions.ROLE_STS_ENDPOINT.key(),
            KinesisClientOptions.WEB_IDENTITY_TOKEN_FILE.key(),
            KinesisClientOptions.CUSTOM_CLASS.key(),
            KinesisClientOptions.TRUST_ALL_CERTIFICATES.key(),
            KinesisClientOptions.HTTP_PROTOCOL.key(),
            KinesisClientOptions.MAX_CONCURRENCY.key(),
            KinesisClientOptions.READ_TIMEOUT.key());

    /**
     * Reads the options of the client. Mistakes stay with the reader.
     *
     * @param region what the stream's ARN says
     */
    public static ClientSettings read(OptionReader options, Map<String, String> properties, String region) {
        options.checkKnown(PREFIX, KEYS);
        CredentialProvider credentials = options.choice(KinesisClientOptions.CREDENTIALS, CredentialProvider.class)
                .orElse(
                        options.text(KinesisClientOptions.ACCESS_KEY_ID).isPresent()
                                ? CredentialProvider.BASIC
                                : CredentialProvider.AUTO);
        required(credentials).forEach(option -> {
            if (options.text(option).isEmpty()) {
                options.mistake(option.key() + " must be given with " + KinesisClientOptions.CREDENTIALS.key() + " "
                        + credentials + ", got none");
            }
        });
        Map<String, String> own = new TreeMap<>(properties);
        own.keySet().removeIf(key -> !key.startsWith(PREFIX));
        return new ClientSettings(
                options.text(KinesisClientOptions.REGION).orElse(region),
                endpoint(options),
                credentials,
                options.flag(KinesisClientOptions.TRUST_ALL_CERTIFICATES),
                options.choice(KinesisClientOptions.HTTP_PROTOCOL, HttpProtocol.class)
                        .orElse(KinesisClientOptions.HTTP_PROTOCOL.defaultValue()),
                options.integer(KinesisClientOptions.MAX_CONCURRENCY, 1, MAX_CONCURRENCY),
                options.duration(KinesisClientOptions.READ_TIMEOUT),
                own);
    }

    private static List<ConfigOption<String>> required(CredentialProvider credentials) {
        List<ConfigOption<String>> required = new ArrayList<>();
        switch (credentials) {
            case BASIC -> required.addAll(List.of(KinesisClientOptions.ACCESS_KEY_ID, KinesisClientOptions.SECRET_KEY));
            case ASSUME_ROLE -> required.add(KinesisClientOptions.ROLE_ARN);
            case CUSTOM -> required.add(KinesisClientOptions.CUSTOM_CLASS);
            case AUTO, ENV_VAR, SYS_PROP, PROFILE, WEB_IDENTITY_TOKEN -> {}
        }
        return required;
    }

    private static @Nullable URI endpoint(OptionReader options) {
        String text = options.text(KinesisClientOptions.ENDPOINT).orElse(null);
        if (text == null) {
            return null;
        }
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // the same mistake
        }
        options.mistake(KinesisClientOptions.ENDPOINT.key() + " must be an address such as 'https://HOST:PORT', got '"
                + text + "'");
        return null;
    }

    /** A property that may be missing. */
    @Nullable
    String property(ConfigOption<String> option) {
        return properties.get(option.key());
    }

    /** Without the properties, which may contain a secret. */
    @Override
    public String toString() {
        return "ClientSettings{region=" + region + ", endpoint=" + endpoint + ", credentials=" + credentials + "}";
    }
}
