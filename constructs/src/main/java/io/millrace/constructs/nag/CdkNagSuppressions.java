package io.millrace.constructs.nag;

import io.millrace.constructs.PublicApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnResource;
import software.constructs.IConstruct;

/**
 * Suppresses what cdk-nag's AWS Solutions rules find in this library's constructs, each with its reason, and nothing else: the
 * same rules still apply to every other construct. It writes the metadata {@code cdk_nag} that cdk-nag reads, without a
 * dependency on it.
 */
public final class CdkNagSuppressions {
    private static final String METADATA = "cdk_nag";
    private static final String RULES = "rules_to_suppress";
    private static final String LIBRARY = PublicApi.class.getPackageName() + ".";

    private CdkNagSuppressions() {}

    /**
     * Adds the suppressions to this library's constructs in a scope, such as an app. Call it when everything is defined,
     * before synthesis.
     */
    public static void addTo(IConstruct scope) {
        for (IConstruct construct : scope.getNode().findAll()) {
            if (construct.getClass().getName().startsWith(LIBRARY)) {
                List<AcceptedFinding> accepted = AcceptedFinding.ALL.stream()
                        .filter(finding ->
                                finding.construct().equals(construct.getClass().getSimpleName()))
                        .toList();
                if (!accepted.isEmpty()) {
                    suppress(construct, accepted);
                }
            }
        }
    }

    private static void suppress(IConstruct construct, List<AcceptedFinding> accepted) {
        int start = construct.getNode().getPath().length() + 1;
        for (IConstruct child : construct.getNode().findAll()) {
            if (child instanceof CfnResource resource) {
                String path = child.getNode().getPath().substring(start);
                for (AcceptedFinding finding : accepted) {
                    if (finding.path().matcher(path).matches()) {
                        add(resource, finding);
                    }
                }
            }
        }
    }

    private static void add(CfnResource resource, AcceptedFinding finding) {
        List<Object> rules = new ArrayList<>();
        if (resource.getMetadata(METADATA) instanceof Map<?, ?> metadata
                && metadata.get(RULES) instanceof List<?> list) {
            rules.addAll(list);
        }
        rules.add(Map.of("id", finding.rule(), "reason", finding.reason()));
        resource.addMetadata(METADATA, Map.of(RULES, rules));
    }
}
