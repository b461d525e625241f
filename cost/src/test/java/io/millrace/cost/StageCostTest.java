package io.millrace.cost;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageCostTest {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonParser.Feature.ALLOW_SINGLE_QUOTES).build();

    @Test
    void anApplicationHasItsKpusAndOneForOrchestration() {
        StageCost cost = cost("""
                'App': {'Type': 'AWS::KinesisAnalyticsV2::Application', 'Properties': {'ApplicationConfiguration':
                  {'FlinkApplicationConfiguration': {'ParallelismConfiguration':
                    {'ConfigurationType': 'CUSTOM', 'Parallelism': 5, 'ParallelismPerKPU': 2}}}}},
                'Default': {'Type': 'AWS::KinesisAnalyticsV2::Application', 'Properties': {'ApplicationConfiguration':
                  {'FlinkApplicationConfiguration': {'ParallelismConfiguration':
                    {'ConfigurationType': 'DEFAULT', 'Parallelism': 9}}}}}""");

        assertThat(counts(cost)).isEqualTo(Map.of(CostItem.KPU, 4 + 2, CostItem.RUNNING_STORAGE, 4 * 50));
        assertThat(cost.usdAMonth()).isCloseTo(6 * 0.11 * 730 + 200 * 0.1, within(0.001));
    }

    @Test
    void aStreamCostsByItsModeItsShardsAndItsConsumers() {
        StageCost cost = cost("""
                'Elastic': {'Type': 'AWS::Kinesis::Stream', 'PhysicalResourceId': 'elastic', 'Properties':
                  {'StreamModeDetails': {'StreamMode': 'ON_DEMAND'}, 'RetentionPeriodHours': 168}},
                'ElasticReader': {'Type': 'AWS::Kinesis::StreamConsumer', 'Properties':
                  {'StreamARN': 'arn:aws:kinesis:us-east-1:000000000000:stream/elastic'}},
                'Fixed': {'Type': 'AWS::Kinesis::Stream', 'PhysicalResourceId': 'fixed', 'Properties': {'ShardCount': 3, 'RetentionPeriodHours': 25}},
                'FixedReader': {'Type': 'AWS::Kinesis::StreamConsumer', 'Properties':
                  {'StreamARN': 'arn:aws:kinesis:us-east-1:000000000000:stream/fixed'}},
                'Short': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'RetentionPeriodHours': 24}}""");

        assertThat(counts(cost))
                .isEqualTo(Map.of(
                        CostItem.ON_DEMAND_STREAM, 1,
                        CostItem.SHARD, 4,
                        CostItem.EXTENDED_RETENTION, 3,
                        CostItem.FAN_OUT, 3));
        assertThat(cost.usdAMonth()).isCloseTo(730 * (0.04 + 4 * 0.015 + 3 * 0.02 + 3 * 0.015), within(0.001));
        assertThat(cost.byUse())
                .isEqualTo(Map.of(
                        "GB written on demand, each record rounded up to 1 KB", 0.08,
                        "GB read on demand by polling", 0.04,
                        "GB read on demand by fan-out", 0.05,
                        "GB kept on demand for a month, from 24 hours to 7 days", 0.1,
                        "GB written to shards in records of 1 KB", 0.014 * 1.048576,
                        "GB read from shards by fan-out", 0.013));
    }

    @Test
    void anAlarmCostsByItsMetrics() {
        StageCost cost = cost("""
                'Simple': {'Type': 'AWS::CloudWatch::Alarm', 'Properties': {'MetricName': 'cpu'}},
                'Difference': {'Type': 'AWS::CloudWatch::Alarm', 'Properties': {'Metrics': [
                  {'Expression': 'a - b'}, {'Id': 'a', 'MetricStat': {}}, {'Id': 'b', 'MetricStat': {}}]}},
                'Query': {'Type': 'AWS::CloudWatch::Alarm', 'Properties': {'Metrics': [
                  {'Expression': 'SELECT MAX(lag) FROM flink'}, {'Id': 'a', 'MetricStat': {'Period': 300}}]}},
                'Fast': {'Type': 'AWS::CloudWatch::Alarm', 'Properties': {'MetricName': 'cpu', 'Period': 10}},
                'FastToo': {'Type': 'AWS::CloudWatch::Alarm', 'Properties': {'Metrics': [{'MetricStat': {'Period': 30}}]}}""");

        assertThat(counts(cost))
                .isEqualTo(Map.of(CostItem.ALARM_METRIC, 1 + 2 + 2, CostItem.HIGH_RESOLUTION_ALARM_METRIC, 2));
    }

    @Test
    void whatIsFreeIsToldFromWhatIsChargedForUnderASimilarName() {
        StageCost cost = cost("""
                'Net': {'Type': 'AWS::EC2::VPC'},
                'Attached': {'Type': 'AWS::EC2::VPCGatewayAttachment'},
                'Routes': {'Type': 'AWS::EC2::RouteTable'},
                'Rule': {'Type': 'AWS::Events::Rule'},
                'ToS3': {'Type': 'AWS::EC2::VPCEndpoint', 'Properties': {}},
                'ToDynamo': {'Type': 'AWS::EC2::VPCEndpoint', 'Properties': {'VpcEndpointType': 'Gateway'}},
                'ToKinesis': {'Type': 'AWS::EC2::VPCEndpoint', 'Properties': {'VpcEndpointType': 'Interface'}},
                'ToSome': {'Type': 'AWS::EC2::VPCEndpoint', 'Properties': {'VpcEndpointType': {'Ref': 'Type'}}},
                'Server': {'Type': 'AWS::EC2::RouteServer'},
                'Plain': {'Type': 'AWS::SSM::Parameter', 'Properties': {}},
                'Large': {'Type': 'AWS::SSM::Parameter', 'Properties': {'Tier': 'Advanced'}},
                'Measured': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'DesiredShardLevelMetrics': ['ALL']}},
                'Plainly': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'DesiredShardLevelMetrics': []}},
                'Warm': {'Type': 'AWS::Kinesis::Stream', 'Properties':
                  {'StreamModeDetails': {'StreamMode': 'ON_DEMAND'}, 'WarmThroughputMiBps': 100}}""");

        assertThat(cost.notPriced())
                .isEqualTo(Map.of(
                        "AWS::EC2::VPCEndpoint whose VpcEndpointType is Interface", 1,
                        "AWS::EC2::VPCEndpoint whose VpcEndpointType is not known", 1,
                        "AWS::EC2::RouteServer", 1,
                        "AWS::SSM::Parameter whose Tier is Advanced", 1,
                        "DesiredShardLevelMetrics of AWS::Kinesis::Stream", 1,
                        "WarmThroughputMiBps of AWS::Kinesis::Stream", 1));
        assertThat(counts(cost)).isEqualTo(Map.of(CostItem.SHARD, 2, CostItem.ON_DEMAND_STREAM, 1));
    }

    @Test
    void whatHasNoPriceIsNamedAndNotInTheTotal() {
        StageCost cost = cost("""
                'Address': {'Type': 'AWS::EC2::EIP'},
                'Table': {'Type': 'AWS::DynamoDB::Table', 'Properties': {}},
                'Function': {'Type': 'AWS::Lambda::Function', 'Properties': {}},
                'Secret': {'Type': 'AWS::SecretsManager::Secret', 'Properties': {}},
                'Unnamed': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'StreamModeDetails': {'StreamMode': 'ON_DEMAND'}}},
                'Reader': {'Type': 'AWS::Kinesis::StreamConsumer', 'Properties':
                  {'StreamARN': 'arn:aws:kinesis:us-east-1:000000000000:stream/elsewhere'}},
                'ReaderOfNone': {'Type': 'AWS::Kinesis::StreamConsumer', 'Properties': {'StreamARN': ''}},
                'ReaderOfAnImport': {'Type': 'AWS::Kinesis::StreamConsumer', 'Properties':
                  {'StreamARN': {'Fn::ImportValue': 'elsewhere'}}}""");

        assertThat(cost.usdAMonth()).isCloseTo(0.4 + 730 * 0.04, within(0.001));
        assertThat(cost.notPriced())
                .isEqualTo(Map.of(
                        "AWS::EC2::EIP", 1,
                        "AWS::DynamoDB::Table", 1,
                        "AWS::Kinesis::StreamConsumer of a stream outside the stage", 2,
                        "AWS::Kinesis::StreamConsumer whose StreamARN is not known", 1));
    }

    @Test
    void whatDependsOnAValueThatIsNotKnownIsNamedAndNotInTheTotal() {
        StageCost cost = cost("""
                'Orders': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'ShardCount': {'Ref': 'Size'}}},
                'Bills': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'ShardCount': 1, 'Name': {'Ref': 'Name'}}},
                'App': {'Type': 'AWS::KinesisAnalyticsV2::Application', 'Properties': {
                  'ApplicationConfiguration': {'Fn::If': ['Large', {}, {}]}}}""");

        assertThat(counts(cost)).isEqualTo(Map.of(CostItem.SHARD, 1));
        assertThat(cost.notPriced())
                .isEqualTo(Map.of(
                        "AWS::Kinesis::Stream whose ShardCount is not known", 1,
                        "AWS::KinesisAnalyticsV2::Application whose ParallelismConfiguration is not known", 1));
    }

    @Test
    void aConsumerInAnotherStackCostsByTheShardsOfItsStream() {
        StageCost cost = StageCost.of(
                "dev",
                "us-east-1",
                Map.of(
                        "state",
                        template("'Orders': {'Type': 'AWS::Kinesis::Stream', 'PhysicalResourceId': 'orders',"
                                + " 'Properties': {'ShardCount': 3}}"),
                        "job",
                        template("'Reader': {'Type': 'AWS::Kinesis::StreamConsumer', 'Properties':"
                                + " {'StreamARN': 'arn:aws:kinesis:us-east-1:000000000000:stream/orders'}}")),
                PriceTable.bundled());

        assertThat(counts(cost)).isEqualTo(Map.of(CostItem.SHARD, 3, CostItem.FAN_OUT, 3));
    }

    @Test
    void everyItemAndUsageHasAPriceWithASource() {
        PriceTable table = PriceTable.bundled();

        assertThat(table.date()).matches("\\d{4}-\\d{2}-\\d{2}");
        assertThat(table.regions().get("us-east-1").keySet())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of(CostItem.values()).map(CostItem::priceKey),
                                Stream.of(Usage.values()).map(Usage::priceKey))
                        .toList());
        assertThat(table.regions().values()).flatExtracting(Map::values).allSatisfy(price -> assertThat(price.source())
                .startsWith("https://"));
    }

    @Test
    void anotherTableReplacesTheBundledOne(@TempDir Path folder) throws IOException {
        Path file = write(
                folder,
                "{'date': '2027-01-01', 'regions': {'eu-west-2': {'secret-month': {'usd': 7, 'source': 'a contract'}}}}");
        Map<String, JsonNode> templates = Map.of("shop", template("""
                'App': {'Type': 'AWS::KMS::Key', 'Properties': {}},
                'Secret': {'Type': 'AWS::SecretsManager::Secret', 'Properties': {}}"""));

        StageCost cost = StageCost.of("dev", "eu-west-2", templates, PriceTable.read(file));

        assertThat(cost.usdAMonth()).isEqualTo(7);
        assertThat(cost.date()).isEqualTo("2027-01-01");
        assertThat(cost.notPriced()).isEqualTo(Map.of("KMS keys", 1));
    }

    @Test
    void aRegionWithoutPricesIsRefused() {
        assertThatThrownBy(() -> StageCost.of("dev", "eu-west-2", Map.of(), PriceTable.bundled()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "region must be one of those in the price table (us-east-1), got 'eu-west-2'; add its prices to a"
                                + " table of your own, or price the stage in another region");
    }

    @Test
    void everyMistakeInATableIsNamed(@TempDir Path folder) throws IOException {
        assertRefused(
                folder,
                "{}",
                "'date' must be a date such as 2026-11-29, got nothing; 'regions' must have prices, got nothing");
        assertRefused(
                folder,
                "{'date': 'today', 'regions': {'us-east-1': {'key-month': 7, 'secret-month': {'usd': -1, 'source': 'x'},"
                        + " 'secret-mnth': {'usd': 1, 'source': 'x'}}}}",
                "'date' must be a date such as 2026-11-29, got 'today'; price 'us-east-1/key-month' must have 'usd', a number"
                        + " of 0 or more, and 'source', got 7; price 'us-east-1/secret-month' must have 'usd', a number of 0"
                        + " or more, and 'source', got {\"usd\":-1,\"source\":\"x\"}; price 'us-east-1/secret-mnth' must have"
                        + " a known key, such as 'kpu-hour'");
        assertThatThrownBy(() -> PriceTable.read(folder.resolve("absent.json")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "price table must be a readable JSON file, got '" + folder.resolve("absent.json"));
        assertThatThrownBy(() -> PriceTable.read(write(folder, "prices")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("price table must be a readable JSON file, got '");
    }

    private static void assertRefused(Path folder, String table, String mistakes) throws IOException {
        Path file = write(folder, table);
        assertThatThrownBy(() -> PriceTable.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("%s: %s", file, mistakes);
    }

    private static Path write(Path folder, String json) throws IOException {
        return Files.writeString(folder.resolve("prices.json"), json.replace('\'', '"'));
    }

    private static Map<CostItem, Integer> counts(StageCost cost) {
        return cost.lines().stream().collect(toMap(CostLine::item, CostLine::count, Integer::sum));
    }

    private static StageCost cost(String resources) {
        return StageCost.of("dev", "us-east-1", Map.of("shop", template(resources)), PriceTable.bundled());
    }

    private static JsonNode template(String resources) {
        try {
            return JSON.readTree("{'Resources': {%s}}".formatted(resources));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
