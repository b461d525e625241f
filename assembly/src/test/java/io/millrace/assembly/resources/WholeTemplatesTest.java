package io.millrace.assembly.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.FileAsset;
import io.millrace.assembly.StackArtifact;
import io.millrace.assembly.Stage;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.DeploymentPlan.SkippedResource;
import io.millrace.assembly.deployment.StreamPlan;
import io.millrace.assembly.template.GivenValues;
import io.millrace.assembly.template.Template;
import io.millrace.contract.service.ServiceQuotas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Templates that are more than one file, or that other templates refer to. */
class WholeTemplatesTest {
    private static final String NESTING = """
            {'Resources': {
              'Inner': {'Type': 'AWS::CloudFormation::Stack', 'Properties': {
                'TemplateURL': {'Fn::Sub': 'https://s3.${AWS::Region}.${AWS::URLSuffix}/assets/inner.json'},
                'Parameters': {'Prefix': {'Ref': 'AWS::StackName'}, 'Zones': ['a', 'b']}}},
              'Outer': {'Type': 'AWS::Kinesis::Stream', 'Properties': {
                'Name': {'Fn::Join': ['-', ['outer', {'Fn::GetAtt': ['Inner', 'Outputs.Name']}]]}}}
            }}
            """;
    private static final String INNER = """
            {
              'Parameters': {'Prefix': {'Type': 'String'}, 'Zones': {'Type': 'CommaDelimitedList'}},
              'Resources': {'Stream': {'Type': 'AWS::Kinesis::Stream', 'Properties': {
                'Name': {'Fn::Sub': ['${Prefix}-inner-${z}', {'z': {'Fn::Select': [1, {'Ref': 'Zones'}]}}]}}}},
              'Outputs': {'Name': {'Value': {'Ref': 'Stream'}}}
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void aNestedStackRunsWithWhatItsParentGivesIt() throws IOException {
        DeploymentPlan plan = SmallStage.plan(GivenValues.NONE, Map.of("shop", NESTING), asset("inner.json", INNER));

        assertThat(plan.streams())
                .containsExactlyInAnyOrder(
                        new StreamPlan("shop", "Outer", "outer-shop-inner-b", "us-east-1", StreamPlan.ON_DEMAND, 24),
                        new StreamPlan("shop-Inner", "Stream", "shop-inner-b", "us-east-1", StreamPlan.ON_DEMAND, 24));
        assertThat(plan.skipped()).isEmpty();
    }

    @Test
    void onlyANameWithTheStackOverridesWhatAParentPasses() throws IOException {
        FileAsset inner = asset("inner.json", INNER);
        String passingLess = NESTING.replace("'Prefix': {'Ref': 'AWS::StackName'}, ", "");

        assertThat(inner(NESTING, Map.of("Prefix", "x"), inner)).isEqualTo("shop-inner-b");
        assertThat(inner(NESTING, Map.of("Prefix", "x", "shop-Inner.Prefix", "y"), inner))
                .isEqualTo("y-inner-b");
        assertThat(inner(passingLess, Map.of("Prefix", "x"), inner)).isEqualTo("x-inner-b");
    }

    @Test
    void aNestedStackHasOneIdInsideAndOutside() throws IOException {
        String id = "{'Type': 'String', 'AllowedValues': ['%s']}";
        String topic = "'T': {'Type': 'AWS::SNS::Topic'}";
        FileAsset expected = asset(
                "expected.json",
                "{'Parameters': {'Ref': %1$s, 'StackId': %1$s, 'ParentId': %2$s, 'RootId': %3$s}, 'Resources': {%4$s}}"
                        .formatted(
                                id.formatted(Template.stackId("shop-Inner-Deep", "us-east-1")),
                                id.formatted(Template.stackId("shop-Inner", "us-east-1")),
                                id.formatted(Template.stackId("shop", "us-east-1")),
                                topic));
        FileAsset inner = asset("inner.json", """
                {
                  'Parameters': {'Prefix': {'Type': 'String'}, 'Zones': {'Type': 'CommaDelimitedList'}},
                  'Resources': {
                    'Deep': {'Type': 'AWS::CloudFormation::Stack', 'Properties': {
                      'TemplateURL': 'https://s3.us-east-1.amazonaws.com/assets/deep.json'}},
                    'Expected': {'Type': 'AWS::CloudFormation::Stack', 'Properties': {
                      'TemplateURL': 'https://s3.us-east-1.amazonaws.com/assets/expected.json', 'Parameters': {
                        'Ref': {'Ref': 'Deep'},
                        'StackId': {'Fn::GetAtt': ['Deep', 'StackId']},
                        'ParentId': {'Fn::GetAtt': ['Deep', 'ParentId']},
                        'RootId': {'Fn::GetAtt': ['Deep', 'RootId']}}}},
                    'Stream': {'Type': 'AWS::Kinesis::Stream', 'Properties': {
                      'Name': {'Fn::Select': [2, {'Fn::Split': ['/', {'Ref': 'AWS::StackId'}]}]}}}
                  },
                  'Outputs': {'Name': {'Value': {'Ref': 'Stream'}}}
                }
                """);

        assertThat(Template.stackId("shop-Inner", "us-east-1"))
                .endsWith(inner(
                        NESTING,
                        Map.of(),
                        inner,
                        expected,
                        asset("deep.json", "{'Resources': {%s}}".formatted(topic))));
    }

    /** The name of the stream of the nested stack. */
    private static String inner(String template, Map<String, String> parameters, FileAsset... assets) {
        GivenValues given = new GivenValues(
                parameters, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Optional.empty());
        return SmallStage.plan(given, Map.of("shop", template), assets).streams().stream()
                .filter(stream -> stream.stack().equals("shop-Inner"))
                .map(StreamPlan::name)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aNestedTemplateThatTheAssemblyDoesNotHaveCanBeGiven() throws IOException {
        assertThatThrownBy(() -> SmallStage.plan(GivenValues.NONE, Map.of("shop", NESTING)))
                .hasMessageContaining("--object s3://assets/inner.json=FILE");

        Path file = asset("elsewhere.json", INNER).source();
        GivenValues given = new GivenValues(
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of("s3://assets/inner.json", file),
                Map.of(),
                Map.of(),
                Optional.empty());
        assertThat(SmallStage.plan(given, Map.of("shop", NESTING)).streams()).hasSize(2);
    }

    @Test
    void aTemplateThatNestsItselfEnds() throws IOException {
        FileAsset itself = asset("inner.json", NESTING);

        assertThatThrownBy(() -> SmallStage.plan(GivenValues.NONE, Map.of("shop", NESTING), itself))
                .hasMessageContaining("must not nest more than 20 stacks");
    }

    @Test
    void aNestedTemplateMayBeYaml() throws IOException {
        String yaml = """
                Parameters: {Prefix: {Type: String}, Zones: {Type: CommaDelimitedList}}
                Resources:
                  Stream: {Type: AWS::Kinesis::Stream, Properties: {Name: !Sub "${Prefix}-${AWS::Region}"}}
                Outputs: {Name: {Value: !Ref Stream}}
                """;
        FileAsset file = asset("inner.json", yaml);

        assertThat(SmallStage.plan(GivenValues.NONE, Map.of("shop", NESTING), file)
                        .streams())
                .extracting(StreamPlan::name)
                .containsExactlyInAnyOrder("shop-us-east-1", "outer-shop-us-east-1");

        asset("inner.json", "Resources: {Stream: {Type: !Reff X}}");
        assertThatThrownBy(() -> SmallStage.plan(GivenValues.NONE, Map.of("shop", NESTING), file))
                .hasMessageContaining("stack shop: Resources.Inner.Properties.TemplateURL: template " + file.source()
                        + " cannot be used:\n- line 1, column 28: unknown short form '!Reff'")
                .hasMessageNotContaining("--object");
    }

    @Test
    void aFunctionMayStandForAWholeConfiguration() {
        String template = """
                {
                  'Conditions': {'Large': {'Fn::Equals': ['a', 'a']}},
                  'Resources': {'S': {'Type': 'AWS::Kinesis::Stream', 'DependsOn': 'Never', 'Properties': {
                    'ShardCount': 2, 'StreamModeDetails': {'Fn::If': ['Large', {'StreamMode': 'ON_DEMAND'}, {'Ref': 'AWS::NoValue'}]},
                    'Name': {'Fn::If': ['Large', {'Ref': 'AWS::NoValue'}, 'small']}}},
                    'Never': {'Type': 'AWS::SQS::Queue', 'Condition': 'Small'}}
                }
                """;
        String conditions =
                template.replace("'Conditions': {", "'Conditions': {'Small': {'Fn::Not': [{'Condition': 'Large'}]},");

        assertThat(SmallStage.plan(GivenValues.NONE, Map.of("shop", conditions)).streams())
                .containsExactly(new StreamPlan("shop", "S", "shop-S", "us-east-1", StreamPlan.ON_DEMAND, 24));
        assertThat(SmallStage.plan(
                                GivenValues.NONE,
                                Map.of(
                                        "shop",
                                        conditions.replace("'Fn::Equals': ['a', 'a']", "'Fn::Equals': ['a', 'b']")))
                        .skipped())
                .extracting(SkippedResource::logicalId)
                .containsExactly("Never");
    }

    @Test
    void aSnippetIsPutIn() throws IOException {
        String template = """
                {'Resources': {
                  'S': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'Fn::Transform': {
                    'Name': 'AWS::Include', 'Parameters': {'Location': 's3://assets/snippet.json'}}}},
                  'Fn::Transform': {'Name': 'AWS::Include', 'Parameters': {'Location': 's3://assets/more.json'}}
                }}
                """;

        assertThat(SmallStage.plan(
                                GivenValues.NONE,
                                Map.of("shop", template),
                                asset("snippet.json", "{'Name': {'Fn::Sub': '${AWS::StackName}-snippet'}}"),
                                asset("more.json", "{'T': {'Type': 'AWS::Kinesis::Stream'}}"))
                        .streams())
                .extracting(StreamPlan::name)
                .containsExactly("shop-snippet", "shop-T");
    }

    @Test
    void aLoopIsUnrolled() {
        String template = """
                {
                  'Transform': 'AWS::LanguageExtensions',
                  'Parameters': {'Names': {'Type': 'CommaDelimitedList', 'Default': 'or.ders,bills'}},
                  'Resources': {'Fn::ForEach::Streams': ['Name', {'Ref': 'Names'}, {
                    'Fn::ForEach::Sizes': ['Size', ['1', '2'], {
                      'Stream&{Name}${Size}': {'Type': 'AWS::Kinesis::Stream', 'Properties': {
                        'Name': {'Fn::Join': ['-', [{'Ref': 'Name'}, '${Size}']]}, 'ShardCount': {'Ref': 'Size'}}}}]}]}
                }
                """;

        assertThat(SmallStage.plan(GivenValues.NONE, Map.of("shop", template)).streams())
                .containsExactly(
                        new StreamPlan("shop", "Streamorders1", "or.ders-1", "us-east-1", 1, 24),
                        new StreamPlan("shop", "Streamorders2", "or.ders-2", "us-east-1", 2, 24),
                        new StreamPlan("shop", "Streambills1", "bills-1", "us-east-1", 1, 24),
                        new StreamPlan("shop", "Streambills2", "bills-2", "us-east-1", 2, 24));
        assertThatThrownBy(() -> SmallStage.plan(
                        GivenValues.NONE, Map.of("shop", template.replace("AWS::LanguageExtensions", "Other"))))
                .hasMessageContaining("must be in a template with the transform AWS::LanguageExtensions");
    }

    @Test
    void whatIsExportedToAnotherRegionIsImportedThere() {
        String writer = """
                {'Resources': {
                  'S': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'Name': 'orders'}},
                  'Writer': {'Type': 'Custom::CrossRegionExportWriter', 'Properties': {'WriterProps': {
                    'region': 'eu-west-1', 'exports': {'/cdk/exports/jobs/name': {'Ref': 'S'}}}}}
                }}
                """;
        String reader = """
                {'Resources': {
                  'Reader': {'Type': 'Custom::CrossRegionExportReader', 'Properties': {'ReaderProps': {}}},
                  'T': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'Name': {'Fn::Join': ['-', [
                    {'Fn::GetAtt': ['Reader', '/cdk/exports/jobs/name']}, 'copy']]}}}
                }}
                """;

        assertThat(SmallStage.plan(GivenValues.NONE, Map.of("state", writer, "jobs", reader))
                        .streams())
                .extracting(StreamPlan::name)
                .containsExactlyInAnyOrder("orders", "orders-copy");
    }

    @Test
    void anExportOfAnotherStageIsKnown() {
        Stage dev = stage(
                "dev",
                "{'Resources': {'S': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'Name': {'Fn::ImportValue': 'x'}}}}}");
        Stage base = stage("base", "{'Outputs': {'O': {'Value': 'shared', 'Export': {'Name': 'x'}}}}");
        CloudAssembly assembly = new CloudAssembly(Path.of("cdk.out"), List.of(dev, base));

        DeploymentPlan plan =
                StagePlanner.plan(assembly, dev, ServiceQuotas.DEFAULT, GivenValues.NONE, Optional.empty());

        assertThat(plan.streams()).extracting(StreamPlan::name).containsExactly("shared");
        assertThat(plan.notices())
                .containsExactly("export x is of stage base; what it names does not run in this stage");
    }

    @Test
    void anOutputWhoseConditionDoesNotHoldIsNoExport() {
        String producer = """
                {'Conditions': {'Never': {'Fn::Equals': ['a', 'b']}},
                 'Resources': {'N': {'Type': 'AWS::SQS::Queue', 'Condition': 'Never'}},
                 'Outputs': {
                   'P': {'Condition': 'Never', 'Value': 'v', 'Export': {'Name': {'Fn::GetAtt': ['N', 'QueueName']}}},
                   'O': {'Condition': 'Never', 'Value': 'v', 'Export': {'Name': 'x'}}}}
                """;
        String consumer =
                "{'Resources': {'S': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'Name': {'Fn::ImportValue': 'x'}}}}}";

        assertThatThrownBy(() -> SmallStage.plan(GivenValues.NONE, Map.of("state", producer, "jobs", consumer)))
                .hasMessageContaining("--import x=VALUE");
    }

    @Test
    void whatIsNotDeployedIsNotSkippedEither() {
        String template = """
                {'Conditions': {'Never': {'Fn::Equals': ['a', 'b']}},
                 'Resources': {
                   'A': {'Type': 'AWS::SQS::Queue', 'Condition': 'Never'}, 'B': {'Type': 'AWS::SQS::Queue'}}}
                """;

        assertThat(SmallStage.plan(GivenValues.NONE, Map.of("shop", template)).skipped())
                .containsExactly(new SkippedResource("shop", "B", "AWS::SQS::Queue"));
    }

    @Test
    void aResourceThatDependsOnItselfIsRefused() {
        assertThatThrownBy(() ->
                        SmallStage.plan("'A': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'Name': {'Ref': 'B'}}},"
                                + " 'B': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'Name': {'Ref': 'A'}}}"))
                .hasMessageContaining("must not depend on itself");
    }

    private static Stage stage(String name, String template) {
        return new Stage(name, List.of(StackArtifact.of(SmallStage.template(name, template))), List.of());
    }

    private FileAsset asset(String name, String json) throws IOException {
        Path file = Files.writeString(directory.resolve(name), json.replace('\'', '"'));
        return new FileAsset(file, "assets", name);
    }
}
