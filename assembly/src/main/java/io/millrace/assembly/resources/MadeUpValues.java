package io.millrace.assembly.resources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.millrace.assembly.schema.ResourceIdentities;
import io.millrace.assembly.schema.ResourceIdentity;
import io.millrace.assembly.schema.ResourceIdentity.Part;
import io.millrace.assembly.template.Json;
import io.millrace.assembly.template.Template;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names, ids, ARNs and other attributes of resources that do not run here, in the form that they have on AWS, and the same at
 * every start. No host name among them resolves (RFC 2606): a job that calls such a resource fails, and reaches nothing.
 */
final class MadeUpValues {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern HOST = Pattern.compile("(?i).*(endpoint|address|host|domain|dnsname|dns)\\w*");

    /** How the ids of EC2 and EFS begin. */
    private static final Map<String, String> PREFIXES = Map.ofEntries(
            Map.entry("AWS::EC2::VPC", "vpc-"),
            Map.entry("AWS::EC2::Subnet", "subnet-"),
            Map.entry("AWS::EC2::SecurityGroup", "sg-"),
            Map.entry("AWS::EC2::RouteTable", "rtb-"),
            Map.entry("AWS::EC2::InternetGateway", "igw-"),
            Map.entry("AWS::EC2::NatGateway", "nat-"),
            Map.entry("AWS::EC2::Instance", "i-"),
            Map.entry("AWS::EC2::Volume", "vol-"),
            Map.entry("AWS::EC2::NetworkInterface", "eni-"),
            Map.entry("AWS::EC2::NetworkAcl", "acl-"),
            Map.entry("AWS::EC2::VPCEndpoint", "vpce-"),
            Map.entry("AWS::EC2::LaunchTemplate", "lt-"),
            Map.entry("AWS::EC2::TransitGateway", "tgw-"),
            Map.entry("AWS::EC2::PrefixList", "pl-"),
            Map.entry("AWS::EFS::FileSystem", "fs-"),
            Map.entry("AWS::EFS::AccessPoint", "fsap-"));

    private final Resource resource;
    private final Optional<ResourceIdentity> identity;

    private MadeUpValues(Resource resource) {
        this.resource = resource;
        this.identity = ResourceIdentities.of(resource.type());
    }

    /** What {@code Ref} of a resource returns. */
    static JsonNode reference(Resource resource) {
        MadeUpValues values = new MadeUpValues(resource);
        JsonNode value = Json.text(values.reference());
        values.say("", value);
        return value;
    }

    /**
     * What {@code Fn::GetAtt} of a resource returns; empty when the type has no such attribute.
     */
    static Optional<JsonNode> attribute(Resource resource, String name) {
        MadeUpValues values = new MadeUpValues(resource);
        if (values.identity
                .filter(known -> !known.attributes().containsKey(name))
                .isPresent()) {
            return Optional.empty();
        }
        JsonNode value = values.attribute(name);
        values.say("." + name, value);
        return Optional.of(value);
    }

    private void say(String attribute, JsonNode value) {
        resource.stack()
                .stage()
                .say("made up here: %s%s (%s) is %s"
                        .formatted(
                                resource.logicalId(),
                                attribute,
                                resource.type(),
                                value.isTextual() ? value.textValue() : value));
    }

    private String reference() {
        List<Part> parts = identity.map(ResourceIdentity::reference).orElse(List.of());
        Predicate<Part> known = part ->
                part.assigned() || isNaming(part.name()) || given(part.name()).isPresent();
        String reference = parts.stream().filter(known).map(this::part).collect(joining("|"));
        return reference.isEmpty() ? name() : reference;
    }

    private String part(Part part) {
        return part.assigned() ? assigned(part.name()) : given(part.name()).orElseGet(this::name);
    }

    private boolean isNaming(String property) {
        return identity.flatMap(ResourceIdentity::naming)
                .filter(property::equals)
                .isPresent();
    }

    /** What AWS assigns: an ARN, a URL or an id. */
    private String assigned(String name) {
        if (isArn(name)) {
            return arn();
        }
        if (name.equals("QueueUrl")) {
            return "https://sqs.%s.amazonaws.com/%s/%s".formatted(resource.region(), Template.ACCOUNT, name());
        }
        return id();
    }

    private JsonNode attribute(String name) {
        return switch (identity.map(known -> known.attributes().get(name)).orElse(ResourceIdentity.Kind.TEXT)) {
            case NUMBER -> IntNode.valueOf(0);
            case BOOLEAN -> BooleanNode.FALSE;
            case LIST -> Json.strings(text(name));
            case TEXT -> Json.text(text(name));
        };
    }

    private String text(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        Optional<String> property = given(name);
        if (property.isPresent()) {
            return property.get();
        }
        if (isReference(name) || last.equals("QueueUrl")) {
            return assigned(name);
        }
        if (resource.type().endsWith("Table") && last.equals("StreamArn")) {
            // the stream of a table of DynamoDB is labelled with the time at which it was enabled
            return arn() + "/stream/2000-01-01T00:00:00.000";
        }
        if (isArn(last)) {
            String own = resource.type().substring(resource.type().lastIndexOf(':') + 1);
            boolean itself = last.length() == 3 || own.endsWith(last.substring(0, last.length() - 3));
            return itself
                    ? arn()
                    : arn() + "/" + last.substring(0, last.length() - 3).toLowerCase(Locale.ROOT);
        }
        if (last.endsWith("Name") && !HOST.matcher(last).matches()) {
            return name();
        }
        if (last.endsWith("Id")) {
            return id();
        }
        if (last.toLowerCase(Locale.ROOT).endsWith("port")) {
            return "0";
        }
        if (last.matches("(?i).*(url|uri)")) {
            return "https://" + host();
        }
        return HOST.matcher(last).matches() ? host() : name() + "-" + last.toLowerCase(Locale.ROOT);
    }

    private boolean isReference(String name) {
        return identity.stream()
                .flatMap(known -> known.reference().stream())
                .anyMatch(part -> part.assigned() && part.name().equals(name));
    }

    private static boolean isArn(String name) {
        return name.endsWith("Arn") || name.endsWith("ARN");
    }

    private String arn() {
        String service = resource.type()
                .replaceFirst("^[^:]*::", "")
                .replaceFirst("::.*", "")
                .toLowerCase(Locale.ROOT);
        String kind =
                resource.type().substring(resource.type().lastIndexOf(':') + 1).toLowerCase(Locale.ROOT);
        String template = identity.flatMap(ResourceIdentity::arn)
                .orElse("%s:${Region}:${Account}:%s/${Name}".formatted(service, kind));
        Matcher matcher = PLACEHOLDER.matcher(template);
        StringBuilder arn = new StringBuilder("arn:aws:");
        while (matcher.find()) {
            matcher.appendReplacement(arn, Matcher.quoteReplacement(placeholder(matcher.group(1))));
        }
        return matcher.appendTail(arn).toString();
    }

    private String placeholder(String name) {
        return switch (name) {
            case "Partition" -> "aws";
            case "Region" -> resource.region();
            case "Account" -> Template.ACCOUNT;
            default -> given(name).orElseGet(() -> isAssignedId(name) ? id() : name());
        };
    }

    private boolean isAssignedId(String name) {
        return name.endsWith("Id")
                && identity.stream()
                        .flatMap(known -> known.reference().stream())
                        .anyMatch(part -> part.assigned() && part.name().endsWith("Id"));
    }

    /** The value that the template gives a property. */
    private Optional<String> given(String property) {
        if (!resource.has(property)) {
            return Optional.empty();
        }
        JsonNode value = resource.property(property);
        return value.isValueNode() && !value.isMissingNode() ? Optional.of(value.asText()) : Optional.empty();
    }

    /** The name that the template gives, or one like those that CloudFormation generates. */
    private String name() {
        Optional<String> naming = identity.flatMap(ResourceIdentity::naming);
        String generated = resource.stackName() + "-" + resource.logicalId();
        boolean ordered = resource.has("FifoQueue") || resource.has("FifoTopic");
        return naming.flatMap(this::given)
                .orElse(
                        naming.filter(name -> name.endsWith("Identifier")).isPresent()
                                ? generated.toLowerCase(Locale.ROOT)
                                : generated + (ordered ? ".fifo" : ""));
    }

    private String host() {
        return name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-") + ".invalid";
    }

    private String id() {
        UUID hash = UUID.nameUUIDFromBytes((resource.stackName() + "." + resource.logicalId()).getBytes(UTF_8));
        if (resource.type().startsWith("AWS::KMS::")) {
            return hash.toString();
        }
        String digits = hash.toString().replace("-", "").substring(0, 17);
        return PREFIXES.getOrDefault(resource.type(), "") + digits;
    }
}
