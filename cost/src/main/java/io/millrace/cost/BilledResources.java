package io.millrace.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** What AWS charges for in the resources of a template. */
final class BilledResources {
    private static final String STREAM = "AWS::Kinesis::Stream";

    private static final String ENDPOINT = "AWS::EC2::VPCEndpoint";
    private static final String PARAMETER = "AWS::SSM::Parameter";

    /**
     * Types that cost nothing while nothing happens, or all of a service where it ends in {@code ::}. What they keep and do
     * is charged by use.
     */
    private static final Set<String> FREE_WHEN_IDLE = Set.of(
            "AWS::CDK::",
            "AWS::CloudFormation::",
            "AWS::EC2::InternetGateway",
            "AWS::EC2::Route",
            "AWS::EC2::RouteTable",
            "AWS::EC2::SecurityGroup",
            "AWS::EC2::SecurityGroupEgress",
            "AWS::EC2::SecurityGroupIngress",
            "AWS::EC2::Subnet",
            "AWS::EC2::SubnetCidrBlock",
            "AWS::EC2::SubnetNetworkAclAssociation",
            "AWS::EC2::SubnetRouteTableAssociation",
            "AWS::EC2::VPC",
            "AWS::EC2::VPCCidrBlock",
            "AWS::EC2::VPCDHCPOptionsAssociation",
            "AWS::EC2::VPCGatewayAttachment",
            "AWS::EC2::VPCPeeringConnection",
            "AWS::Events::",
            "AWS::IAM::",
            "AWS::KMS::Alias",
            "AWS::Kinesis::ResourcePolicy",
            "AWS::KinesisAnalyticsV2::ApplicationCloudWatchLoggingOption",
            "AWS::Lambda::EventSourceMapping",
            "AWS::Lambda::LayerVersion",
            "AWS::Lambda::LayerVersionPermission",
            "AWS::Lambda::Permission",
            "AWS::Logs::",
            "AWS::S3::",
            "AWS::SNS::",
            "AWS::SQS::",
            "AWS::SecretsManager::ResourcePolicy",
            "AWS::Scheduler::",
            "AWS::StepFunctions::",
            "Custom::");

    private static final int FREE_RETENTION_HOURS = 24;
    private static final int EXTENDED_RETENTION_HOURS = 7 * 24;
    private static final int MINUTE = 60;

    /** The properties that decide what a resource costs, by its type, as JSON pointers. */
    private static final Map<String, List<String>> DECISIVE = Map.of(
            "AWS::KinesisAnalyticsV2::Application",
            List.of("/ApplicationConfiguration/FlinkApplicationConfiguration/ParallelismConfiguration"),
            STREAM,
            List.of(
                    "/StreamModeDetails",
                    "/ShardCount",
                    "/RetentionPeriodHours",
                    "/DesiredShardLevelMetrics",
                    "/WarmThroughputMiBps"),
            "AWS::Kinesis::StreamConsumer",
            List.of("/StreamARN"),
            "AWS::CloudWatch::Alarm",
            List.of("/Metrics", "/Period"),
            ENDPOINT,
            List.of("/VpcEndpointType"),
            PARAMETER,
            List.of("/Tier"));

    private final Collection<JsonNode> stage;
    private final Map<CostItem, Integer> counts = new EnumMap<>(CostItem.class);
    private final Set<Usage> usages = EnumSet.noneOf(Usage.class);
    private final Map<String, Integer> unknown = new TreeMap<>();

    private BilledResources(JsonNode template, Collection<JsonNode> stage) {
        this.stage = stage;
        for (JsonNode resource : template.path("Resources")) {
            String type = resource.path("Type").asText();
            openProperty(type, resource.path("Properties"))
                    .ifPresentOrElse(
                            property -> addUnknown("%s whose %s is not known".formatted(type, property)),
                            () -> count(type, resource.path("Properties")));
        }
    }

    /**
     * What is charged for in a template.
     *
     * @param template its resources with the values of their properties; a function that is left has no value
     * @param stage the templates of the stage, in which the streams of other stacks are looked up by their
     *     {@code PhysicalResourceId}
     */
    static BilledResources of(JsonNode template, Collection<JsonNode> stage) {
        return new BilledResources(template, stage);
    }

    Map<CostItem, Integer> counts() {
        return counts;
    }

    Set<Usage> usages() {
        return usages;
    }

    /** Resources whose price is not known here, by type. */
    Map<String, Integer> unknown() {
        return unknown;
    }

    /** The name of a property that decides the cost and has no value. */
    private static Optional<String> openProperty(String type, JsonNode properties) {
        return DECISIVE.getOrDefault(type, List.of()).stream()
                .filter(pointer -> isOpen(properties, pointer))
                .map(pointer -> pointer.substring(pointer.lastIndexOf('/') + 1))
                .findFirst();
    }

    /** Whether a property has no value, since it or something around it is still a function. */
    private static boolean isOpen(JsonNode properties, String pointer) {
        JsonNode value = properties;
        for (String name : pointer.substring(1).split("/", -1)) {
            if (isFunction(value)) {
                return true;
            }
            value = value.path(name);
        }
        return hasFunction(value);
    }

    private static boolean hasFunction(JsonNode value) {
        return isFunction(value)
                || StreamSupport.stream(value.spliterator(), false).anyMatch(BilledResources::hasFunction);
    }

    private static boolean isFunction(JsonNode value) {
        String name = value.isObject() && value.size() == 1 ? value.fieldNames().next() : "";
        return name.equals("Ref") || name.startsWith("Fn::");
    }

    private void count(String type, JsonNode properties) {
        switch (type) {
            case "AWS::KinesisAnalyticsV2::Application" -> addApplication(properties);
            case STREAM -> addStream(properties);
            case "AWS::Kinesis::StreamConsumer" -> addConsumer(properties);
            case "AWS::CloudWatch::Alarm" -> addAlarm(properties);
            case "AWS::CloudWatch::Dashboard" -> add(CostItem.DASHBOARD, 1);
            case "AWS::Lambda::Function" -> add(CostItem.FUNCTION, 1, Usage.CALLS, Usage.COMPUTED);
            case "AWS::Logs::LogGroup" -> usages.addAll(List.of(Usage.LOGGED, Usage.LOGS_KEPT));
            case "AWS::SecretsManager::Secret" -> add(CostItem.SECRET, 1);
            case "AWS::KMS::Key" -> add(CostItem.KEY, 1);
            case "AWS::EC2::NatGateway" -> add(CostItem.NAT_GATEWAY, 1, Usage.THROUGH_NAT);
            case ENDPOINT -> addUnlessFree("Gateway", type, properties, "VpcEndpointType");
            case PARAMETER -> addUnlessFree("Standard", type, properties, "Tier");
            default -> {
                if (!isFreeWhenIdle(type)) {
                    addUnknown(type);
                }
            }
        }
    }

    private static boolean isFreeWhenIdle(String type) {
        return FREE_WHEN_IDLE.contains(type)
                || FREE_WHEN_IDLE.stream().anyMatch(free -> free.endsWith("::") && type.startsWith(free));
    }

    /** @param free the value of the property, also without it, that costs nothing */
    private void addUnlessFree(String free, String type, JsonNode properties, String property) {
        String value = properties.path(property).asText(free);
        if (!value.equals(free)) {
            addUnknown("%s whose %s is %s".formatted(type, property, value));
        }
    }

    private void addUnknown(String what) {
        unknown.merge(what, 1, Integer::sum);
    }

    private void addApplication(JsonNode application) {
        Charges.ofApplication(kpus(application)).forEach(this::add);
        usages.add(Usage.SNAPSHOTS_KEPT);
    }

    /** @see <a href="https://aws.amazon.com/kinesis/data-streams/pricing/">Kinesis Data Streams pricing</a> */
    private void addStream(JsonNode stream) {
        int retention = stream.path("RetentionPeriodHours").asInt(FREE_RETENTION_HOURS);
        boolean extended = retention > FREE_RETENTION_HOURS;
        if (isOnDemand(stream)) {
            add(CostItem.ON_DEMAND_STREAM, 1, Usage.WRITTEN_ON_DEMAND, Usage.POLLED_ON_DEMAND);
            if (extended) {
                usages.add(Usage.KEPT_ON_DEMAND);
            }
        } else {
            add(CostItem.SHARD, shards(stream), Usage.WRITTEN_TO_SHARDS);
            if (extended) {
                add(CostItem.EXTENDED_RETENTION, shards(stream));
            }
        }
        if (retention > EXTENDED_RETENTION_HOURS) {
            usages.add(Usage.KEPT_LONG);
        }
        if (!stream.path("DesiredShardLevelMetrics").isEmpty()) {
            addUnknown("DesiredShardLevelMetrics of " + STREAM);
        }
        if (stream.has("WarmThroughputMiBps")) {
            addUnknown("WarmThroughputMiBps of " + STREAM);
        }
    }

    /** A consumer costs by the hour only on a stream with shards of its own. */
    private void addConsumer(JsonNode consumer) {
        JsonNode stream = stream(consumer.path("StreamARN").asText());
        if (stream.isMissingNode()) {
            addUnknown("AWS::Kinesis::StreamConsumer of a stream outside the stage");
        } else if (openProperty(STREAM, stream).isPresent()) {
            addUnknown("AWS::Kinesis::StreamConsumer of a stream whose size is not known");
        } else if (isOnDemand(stream)) {
            usages.add(Usage.FANNED_OUT_ON_DEMAND);
        } else {
            add(CostItem.FAN_OUT, shards(stream), Usage.FANNED_OUT_OF_SHARDS);
        }
    }

    /** An alarm is charged for each metric in it, a query for each metric that it finds: at least one. */
    private void addAlarm(JsonNode alarm) {
        int metrics = 0;
        int period = alarm.path("Period").asInt(MINUTE);
        for (JsonNode metric : alarm.path("Metrics")) {
            boolean queries = metric.path("Expression")
                    .asText()
                    .stripLeading()
                    .toUpperCase(Locale.ROOT)
                    .startsWith("SELECT");
            metrics += metric.has("MetricStat") || queries ? 1 : 0;
            period = Math.min(
                    period,
                    metric.at("/MetricStat/Period").asInt(metric.path("Period").asInt(MINUTE)));
        }
        add(period < MINUTE ? CostItem.HIGH_RESOLUTION_ALARM_METRIC : CostItem.ALARM_METRIC, Math.max(metrics, 1));
    }

    private void add(CostItem item, int count, Usage... with) {
        counts.merge(item, count, Integer::sum);
        usages.addAll(List.of(with));
    }

    /** The properties of the stream with this ARN; missing when the stage does not have it. */
    private JsonNode stream(String arn) {
        String name = arn.replaceFirst("^arn:[^/]*:stream/", "");
        if (name.isEmpty()) {
            return MissingNode.getInstance(); // not the one of a stream that has no physical id
        }
        for (JsonNode template : stage) {
            for (JsonNode resource : template.path("Resources")) {
                if (resource.path("Type").asText().equals(STREAM)
                        && resource.path("PhysicalResourceId").asText().equals(name)) {
                    return resource.path("Properties");
                }
            }
        }
        return MissingNode.getInstance();
    }

    private static int kpus(JsonNode application) {
        JsonNode parallelism =
                application.at("/ApplicationConfiguration/FlinkApplicationConfiguration/ParallelismConfiguration");
        if (!parallelism.path("ConfigurationType").asText().equals("CUSTOM")) {
            return 1; // the service's default, which overrides the properties beside it
        }
        int tasksOfAKpu = parallelism.path("ParallelismPerKPU").asInt(1);
        return (parallelism.path("Parallelism").asInt(1) + tasksOfAKpu - 1) / tasksOfAKpu;
    }

    private static boolean isOnDemand(JsonNode stream) {
        return stream.at("/StreamModeDetails/StreamMode").asText().equals("ON_DEMAND");
    }

    private static int shards(JsonNode stream) {
        return stream.path("ShardCount").asInt(1);
    }
}
