package io.millrace.rehearsal.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.assembly.template.ExternalValue;
import io.millrace.assembly.template.ResourceValues;
import io.millrace.assembly.template.Template;
import io.millrace.rehearsal.account.AccountModel;
import io.millrace.rehearsal.account.DeployedResource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The values of a stack's resources in an account. They change when a resource is replaced and at no other time, as physical
 * names and ARNs do.
 */
final class AccountValues implements ResourceValues {
    private final AccountModel account;
    private final Template template;
    private final Map<String, DeployedResource> resources;
    private int unknown;

    /** @param resources those of the stack so far */
    AccountValues(AccountModel account, Template template, Map<String, DeployedResource> resources) {
        this.account = account;
        this.template = template;
        this.resources = resources;
    }

    @Override
    public Optional<JsonNode> ref(String logicalId) {
        return resource(logicalId).map(resource -> text(resource.physicalId()));
    }

    @Override
    public Optional<JsonNode> attribute(String logicalId, String name) {
        return resource(logicalId).map(resource -> text(name.endsWith("Arn") ? arn(resource) : value(resource, name)));
    }

    @Override
    public Optional<JsonNode> exported(String name) {
        return account.exported(template.region(), name).map(AccountValues::text);
    }

    @Override
    public Optional<JsonNode> output(String stackName, String region, String name) {
        return account.output(stackName, region, name).map(AccountValues::text);
    }

    @Override
    public Optional<String> standIn(ExternalValue value) {
        unknown++;
        return Optional.empty();
    }

    /** How often a value was needed that is in no template, such as that of a parameter without a default. */
    int unknown() {
        return unknown;
    }

    private Optional<DeployedResource> resource(String logicalId) {
        return Optional.ofNullable(resources.get(logicalId));
    }

    /** Of about the length of the real one. */
    private String arn(DeployedResource resource) {
        String[] type = resource.type().name().split("::", -1);
        String service = type.length == 3 ? type[1].toLowerCase(Locale.ROOT) : "custom";
        return "arn:aws:%s:%s:%s:%s".formatted(service, template.region(), Template.ACCOUNT, resource.physicalId());
    }

    private static String value(DeployedResource resource, String attribute) {
        return resource.physicalId() + "." + attribute;
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.textNode(text);
    }
}
