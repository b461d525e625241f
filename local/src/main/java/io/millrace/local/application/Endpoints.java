package io.millrace.local.application;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The services that a stage's user runs, as the AWS SDKs find them: by environment variables ("Service-specific endpoints" of
 * the AWS SDKs and Tools reference guide).
 */
public final class Endpoints {
    private Endpoints() {}

    /** What is wrong with endpoints, given the SDKs' ids of services and URLs; a sentence each. */
    public static List<String> violations(Map<String, String> endpoints) {
        List<String> violations = new ArrayList<>();
        new TreeMap<>(endpoints).forEach((service, url) -> {
            if (!service.matches("[A-Za-z][A-Za-z0-9 _-]*") || service.equalsIgnoreCase("kinesis")) {
                violations.add("--endpoint must have the id of a service other than kinesis, such as dynamodb, got '%s'"
                        .formatted(service));
            }
            if (!isUrl(url)) {
                violations.add(
                        "--endpoint %s must be a URL such as http://localhost:8000, got '%s'".formatted(service, url));
            }
        });
        return violations;
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = URI.create(text);
            return List.of("http", "https").contains(String.valueOf(uri.getScheme())) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static Map<String, String> environment(Map<String, String> endpoints) {
        Map<String, String> environment = new TreeMap<>();
        endpoints.forEach((service, url) -> environment.put(
                "AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT).replaceAll("[ -]", "_"), url));
        return environment;
    }
}
