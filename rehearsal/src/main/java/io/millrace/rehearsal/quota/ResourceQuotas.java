package io.millrace.rehearsal.quota;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.rehearsal.account.DeployedResource;
import io.millrace.rehearsal.result.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The quotas of single resources, which their services check when they are created or updated. */
public final class ResourceQuotas {
    private static final Quota KPUS = Quota.adjustable("KPUs of an application", 64);
    private static final Quota ENVIRONMENT = Quota.of("bytes of a function's environment", 4096);
    private static final Quota MANAGED_POLICY = Quota.of("characters of a managed policy", 6144);
    private static final Quota INLINE_POLICIES = Quota.of("characters of a role's inline policies", 10_240);
    private static final Quota TRUST_POLICY = Quota.adjustable("characters of a role's trust policy", 2048);
    private static final Quota ATTACHED_POLICIES = Quota.adjustable("managed policies of a role", 10);

    /** The longest names that templates may choose. */
    private static final Map<String, Integer> NAMES = Map.ofEntries(
            Map.entry("AWS::CloudWatch::Alarm", 255),
            Map.entry("AWS::CloudWatch::Dashboard", 255),
            Map.entry("AWS::DynamoDB::Table", 255),
            Map.entry("AWS::Events::Rule", 64),
            Map.entry("AWS::IAM::ManagedPolicy", 128),
            Map.entry("AWS::IAM::Role", 64),
            Map.entry("AWS::Kinesis::Stream", 128),
            Map.entry("AWS::KinesisAnalyticsV2::Application", 128),
            Map.entry("AWS::Lambda::Function", 64),
            Map.entry("AWS::Logs::LogGroup", 512),
            Map.entry("AWS::S3::Bucket", 63),
            Map.entry("AWS::SNS::Topic", 256),
            Map.entry("AWS::SQS::Queue", 80),
            Map.entry("AWS::SSM::Parameter", 1011),
            Map.entry("AWS::SecretsManager::Secret", 512),
            Map.entry("AWS::StepFunctions::StateMachine", 80));

    private final String stack;
    private final Collection<DeployedResource> resources;
    private final List<Finding> findings = new ArrayList<>();

    private ResourceQuotas(String stack, Collection<DeployedResource> resources) {
        this.stack = stack;
        this.resources = resources;
    }

    public static List<Finding> check(String stack, Collection<DeployedResource> resources) {
        ResourceQuotas quotas = new ResourceQuotas(stack, resources);
        resources.forEach(quotas::check);
        quotas.checkInlinePolicies();
        return quotas.findings;
    }

    private void check(DeployedResource resource) {
        Integer longest = NAMES.get(resource.type().name());
        if (longest != null && resource.isNamed()) {
            Quota.of("characters of the name of " + resource.logicalId(), longest)
                    .check(resource.physicalId().length(), stack, findings);
        }
        JsonNode properties = resource.properties();
        switch (resource.type().name()) {
            case "AWS::KinesisAnalyticsV2::Application" -> check(KPUS, resource, kpus(properties));
            case "AWS::Lambda::Function" ->
                check(
                        ENVIRONMENT,
                        resource,
                        properties.at("/Environment/Variables").toString().getBytes(UTF_8).length);
            case "AWS::IAM::ManagedPolicy" -> check(MANAGED_POLICY, resource, size(properties.path("PolicyDocument")));
            case "AWS::IAM::Role" -> {
                check(TRUST_POLICY, resource, size(properties.path("AssumeRolePolicyDocument")));
                check(
                        ATTACHED_POLICIES,
                        resource,
                        properties.path("ManagedPolicyArns").size());
            }
            default -> {
                // has no quota that can be counted
            }
        }
    }

    private void check(Quota quota, DeployedResource resource, int count) {
        new Quota(quota.what() + " (" + resource.logicalId() + ")", quota.most(), quota.remedy())
                .check(count, stack, findings);
    }

    /** A role has the policies in its own properties, and those of the policy resources that name it. */
    private void checkInlinePolicies() {
        Map<String, Integer> sizes = new HashMap<>();
        for (DeployedResource resource : resources) {
            if (resource.type().name().equals("AWS::IAM::Role")) {
                resource.properties()
                        .path("Policies")
                        .forEach(policy ->
                                sizes.merge(resource.physicalId(), size(policy.path("PolicyDocument")), Integer::sum));
            } else if (resource.type().name().equals("AWS::IAM::Policy")) {
                int size = size(resource.properties().path("PolicyDocument"));
                resource.properties().path("Roles").forEach(role -> sizes.merge(role.asText(), size, Integer::sum));
            }
        }
        for (DeployedResource resource : resources) {
            Integer size = sizes.get(resource.physicalId());
            if (size != null) {
                check(INLINE_POLICIES, resource, size);
            }
        }
    }

    private static int kpus(JsonNode properties) {
        JsonNode parallelism =
                properties.at("/ApplicationConfiguration/FlinkApplicationConfiguration/ParallelismConfiguration");
        int tasks = parallelism.path("Parallelism").asInt(1);
        int perKpu = Math.max(1, parallelism.path("ParallelismPerKPU").asInt(1));
        return (tasks + perKpu - 1) / perKpu;
    }

    /** White space does not count. */
    private static int size(JsonNode document) {
        JsonNode counted = document.isMissingNode() ? JsonNodeFactory.instance.objectNode() : document;
        return counted.toString().replaceAll("\\s", "").length();
    }
}
