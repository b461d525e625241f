package io.millrace.assembly.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.deployment.DeploymentException;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.StreamPlan;
import io.millrace.assembly.template.GivenValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenValuesTest {
    private static final String ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:";

    /** Uses each kind of value that only AWS knows, some twice. */
    private static final String TEMPLATE = """
            {
              'Parameters': {
                'Size': {'Type': 'Number'},
                'Brokers': {'Type': 'AWS::SSM::Parameter::Value<String>', 'Default': '/shop/brokers'},
                'Zone': {'Type': 'String', 'Default': 'a', 'AllowedValues': ['a', 'b']}
              },
              'Resources': {
                'One': {'Type': 'AWS::Kinesis::Stream', 'Properties': {
                  'Name': {'Fn::Sub': 'one-${Brokers}-${Zone}'}, 'ShardCount': {'Ref': 'Size'}}},
                'Two': {'Type': 'AWS::Kinesis::Stream', 'Properties': {
                  'Name': {'Fn::Join': ['-', ['two', {'Ref': 'Size'}, {'Fn::ImportValue': 'net:vpc'},
                    '{{resolve:ssm:/shop/brokers:3}}', '{{resolve:secretsmanager:shop/key:SecretString:name::}}']]}}}
              }
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void everythingMissingIsListedOnceWithTheOptionThatGivesIt() {
        assertThatThrownBy(() -> plan(GivenValues.NONE))
                .isInstanceOf(DeploymentException.class)
                .hasMessage("""
                        stage dev cannot run here:
                        - the templates use what the assembly does not have; add these options with your values, or put them into millrace.local.json, or --unknown VALUE for all values:
                            --ssm /shop/brokers=VALUE \\
                            --parameter Size=VALUE \\
                            --import net:vpc=VALUE \\
                            --secret shop/key=FILE""");
    }

    @Test
    void givenValuesAreUsed() throws IOException {
        Path secret = Files.writeString(directory.resolve("key.json"), "{\"name\": \"key\"}\n");

        assertThat(plan(given(Map.of("shop.Size", "3", "Size", "2", "Zone", "b"), secret))
                        .streams())
                .containsExactly(
                        new StreamPlan("shop", "One", "one-b-1-b", "us-east-1", 3, 24),
                        new StreamPlan("shop", "Two", "two-3-vpc-b-1-key", "us-east-1", StreamPlan.ON_DEMAND, 24));
    }

    @Test
    void aSecretIsGivenByItsArnToo() throws IOException {
        Path secret = Files.writeString(directory.resolve("key.json"), "{\"name\": \"key\"}");
        GivenValues byArn = new GivenValues(
                Map.of(),
                Map.of(),
                Map.of(ARN + "shop/key-AbCdEf", secret),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Optional.empty());

        GivenValues others = new GivenValues(
                Map.of("Size", "1"),
                Map.of("/shop/brokers", "b-1"),
                Map.of(),
                Map.of("net:vpc", "vpc"),
                Map.of(),
                Map.of(),
                Map.of(),
                Optional.empty());

        assertThat(plan(others.with(byArn)).streams()).hasSize(2);
    }

    @Test
    void aSecretWithExactlyTheNameComesBeforeOneWhoseNameAnArnMayEndIn() throws IOException {
        Map<String, Path> secrets = new LinkedHashMap<>();
        secrets.put("db", Files.writeString(directory.resolve("a.txt"), "a"));
        secrets.put("db-orders", Files.writeString(directory.resolve("b.txt"), "b"));

        assertThat(secret("db-orders", secrets)).isEqualTo("b");
        assertThat(secret(ARN + "db-orders", secrets)).isEqualTo("b");
        assertThat(secret(ARN + "db-orders-AbCdEf", secrets)).isEqualTo("b");
        assertThat(secret(ARN + "db-AbCdEf", secrets)).isEqualTo("a");
    }

    @Test
    void aSecretTakesThePlaceOfTheOneThatItMeans() {
        Path former = Path.of("former");
        Path next = Path.of("next");
        GivenValues given = GivenValues.NONE.withSecrets(Map.of("db", former, "db-orders", former));

        assertThat(given.with(GivenValues.NONE.withSecrets(Map.of(ARN + "db-orders", next)))
                        .secrets())
                .isEqualTo(Map.of("db", former, ARN + "db-orders", next));
        assertThat(given.withSecrets(Map.of(ARN + "db-AbCdEf", next)).secrets())
                .isEqualTo(Map.of("db-orders", former, ARN + "db-AbCdEf", next));
        assertThat(given.withSecrets(Map.of("other", next)).secrets()).hasSize(3);
    }

    @Test
    void onlyAnArnHasAnEndingAfterTheNameOfASecret() throws IOException {
        Path file = Files.writeString(directory.resolve("a.txt"), "a");

        assertThat(secret("db", Map.of(ARN + "db-AbCdEf", file))).isEqualTo("a");
        assertThatThrownBy(() -> secret("db-orders", Map.of("db", file)))
                .hasMessageContaining("--secret db-orders=FILE");
        assertThatThrownBy(() -> secret("db", Map.of("db-orders", file))).hasMessageContaining("--secret db=FILE");
        assertThatThrownBy(() -> secret(ARN + "db-AbCdEf", Map.of()))
                .hasMessageContaining("--secret db-AbCdEf=FILE")
                .hasMessageNotContaining(ARN);
    }

    @Test
    void aSecretOfATemplateComesBeforeAGivenOneWhoseNameItsArnMayEndIn() throws IOException {
        String template = """
                {'Resources': {
                  'Key': {'Type': 'AWS::SecretsManager::Secret', 'Properties': {'Name': 'db-orders', 'SecretString': 'own'}},
                  'S': {'Type': 'AWS::Kinesis::Stream', 'Properties': {
                    'Name': {'Fn::Sub': '{{resolve:secretsmanager:${Key}}}'}}}
                }}
                """;
        Path file = Files.writeString(directory.resolve("a.txt"), "a");

        assertThat(name(template, Map.of("db", file))).isEqualTo("own");
        assertThat(name(template, Map.of("db-orders", file))).isEqualTo("a");
    }

    @Test
    void aSecretWithoutTheKeyIsRefusedAndNotShown() throws IOException {
        Path secret = Files.writeString(directory.resolve("key.json"), "hunter2");

        assertThatThrownBy(() -> plan(given(Map.of("Size", "1"), secret)))
                .hasMessageContaining("secret 'shop/key' must be a JSON object with the key 'name'")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aTextStandsForWhatIsNotGiven() {
        GivenValues unknown = new GivenValues(
                Map.of("Size", "1"),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Optional.of("unknown"));

        DeploymentPlan plan = plan(unknown);

        assertThat(plan.streams())
                .extracting(StreamPlan::name)
                .containsExactly("one-unknown-a", "two-1-unknown-unknown-unknown");
        assertThat(plan.notices())
                .containsExactly(
                        "unknown here: --ssm /shop/brokers is 'unknown'",
                        "unknown here: --import net:vpc is 'unknown'",
                        "unknown here: --secret shop/key is 'unknown'");
    }

    @Test
    void aParameterMustExistAndHaveAnAllowedValue() {
        assertThatThrownBy(() -> plan(given(Map.of("Sise", "1", "other.Size", "1", "Size", "1"), Path.of("none"))))
                .hasMessageContaining(
                        "--parameter must name a parameter of a stack, got 'Sise'; there are shop.Size, shop.Brokers, shop.Zone")
                .hasMessageContaining("got 'other.Size'");
        assertThatThrownBy(() -> plan(given(Map.of("Size", "1", "Zone", "c"), Path.of("none"))))
                .hasMessageContaining("stack shop: Parameters.Zone: must be one of a, b, got 'c'");
        assertThatThrownBy(() -> plan(given(Map.of("Size", "many"), Path.of("none"))))
                .hasMessageContaining("stack shop: Parameters.Size: must be a number, got 'many'");
    }

    @Test
    void aParameterThatOnlyTheAssemblyBesideHasIsNotUsed() throws IOException {
        Path secret = Files.writeString(directory.resolve("key.json"), "{\"name\": \"key\"}");
        GivenValues values = given(Map.of("Size", "1", "Later", "1", "shop.Later", "1"), secret);

        assertThatThrownBy(() -> plan(values))
                .hasMessageContaining("got 'Later'")
                .hasMessageContaining("'shop.Later'");
        assertThat(plan(values.besideOneWith(Set.of("Later", "shop.Later"))).streams())
                .hasSize(2);
        assertThat(plan(values.forTheNext()).streams()).hasSize(2);
        assertThatThrownBy(() -> plan(values.forTheNext().with(given(Map.of("Soze", "1"), secret))))
                .hasMessageContaining("got 'Soze'");
    }

    @Test
    void aParameterInTwoStacksIsNamedWithItsStack() {
        Map<String, String> both = new java.util.TreeMap<>(Map.of(
                "shop", TEMPLATE, "till", TEMPLATE.replace("'one-", "'three-").replace("'two'", "'four'")));

        assertThatThrownBy(() -> SmallStage.plan(GivenValues.NONE, both))
                .hasMessageContaining("--parameter shop.Size=VALUE")
                .hasMessageContaining("--parameter till.Size=VALUE");
    }

    @Test
    void aParameterOfSystemsManagerInATemplateNeedsNoOption() {
        String declared = """
                {'Resources': {
                  'P': {'Type': 'AWS::SSM::Parameter', 'Properties': {
                    'Name': '/shop/brokers', 'Type': 'String', 'Value': 'b-2'}},
                  'S': {'Type': 'AWS::Kinesis::Stream', 'Properties': {
                    'Name': {'Fn::Join': ['-', ['{{resolve:ssm:/shop/brokers}}', {'Fn::GetAtt': ['P', 'Value']}]]}}}
                }}
                """;

        assertThat(SmallStage.plan(GivenValues.NONE, Map.of("shop", declared)).streams())
                .extracting(StreamPlan::name)
                .containsExactly("b-2-b-2");
    }

    /** On AWS, the value is that of before the stack. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Name': {'Fn::Sub': '/shop/${Env}/brokers'}",
                "'Name': '{{resolve:ssm:/shop/env}}'",
                "'Name': '/shop/env'}, 'Condition': 'Production', 'Metadata': {"
            })
    void aParameterOfSystemsManagerThatATemplateNamesAfterAnotherOneIsMissing(String properties) {
        String template = """
                {
                  'Parameters': {'Env': {'Type': 'AWS::SSM::Parameter::Value<String>', 'Default': '/shop/env'}},
                  'Conditions': {'Production': {'Fn::Equals': [{'Ref': 'Env'}, 'prod']}},
                  'Resources': {
                    'P': {'Type': 'AWS::SSM::Parameter', 'Properties': {'Type': 'String', 'Value': 'b-1', %s}},
                    'S': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'Name': {'Ref': 'Env'}}}
                  }
                }
                """.formatted(properties);

        assertThatThrownBy(() -> SmallStage.plan(GivenValues.NONE, Map.of("shop", template)))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("--ssm /shop/env=VALUE");

        GivenValues given = new GivenValues(
                Map.of(),
                Map.of("/shop/env", "prod"),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Optional.empty());
        assertThat(SmallStage.plan(given, Map.of("shop", template)).streams())
                .extracting(StreamPlan::name)
                .containsExactly("prod");
    }

    @Test
    void anExportWhoseNameDependsOnAnImportIsFound() {
        String template = """
                {
                  'Resources': {
                    'Name': {'Type': 'AWS::SSM::Parameter', 'Properties': {'Name': {'Fn::ImportValue': 'net-ssm'},
                      'Type': 'String', 'Value': 'shop'}},
                    'S': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'Name': {'Fn::ImportValue': 'shop-orders'}}}
                  },
                  'Outputs': {
                    'One': {'Value': '/shop/name', 'Export': {'Name': 'net-ssm'}},
                    'Two': {'Value': 'orders', 'Export': {'Name': '{{resolve:ssm:/shop/name}}-orders'}}
                  }
                }
                """;

        assertThat(SmallStage.plan(GivenValues.NONE, Map.of("shop", template)).streams())
                .extracting(StreamPlan::name)
                .containsExactly("orders");
        assertThatThrownBy(() -> SmallStage.plan(
                        GivenValues.NONE, Map.of("shop", template.replace("'Name': 'net-ssm'", "'Name': 'other'"))))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("--import net-ssm=VALUE");
    }

    /** The secret to which a template refers. */
    private static String secret(String id, Map<String, Path> secrets) {
        return name(
                "{'Resources': {'S': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'Name': '{{resolve:secretsmanager:%s}}'}}}}"
                        .formatted(id),
                secrets);
    }

    /** The name of the only stream of a template. */
    private static String name(String template, Map<String, Path> secrets) {
        GivenValues given =
                new GivenValues(Map.of(), Map.of(), secrets, Map.of(), Map.of(), Map.of(), Map.of(), Optional.empty());
        return SmallStage.plan(given, Map.of("shop", template)).streams().get(0).name();
    }

    private static GivenValues given(Map<String, String> parameters, Path secret) {
        return new GivenValues(
                parameters,
                Map.of("/shop/brokers", "b-1"),
                Map.of("shop/key", secret),
                Map.of("net:vpc", "vpc"),
                Map.of(),
                Map.of(),
                Map.of(),
                Optional.empty());
    }

    private static DeploymentPlan plan(GivenValues given) {
        return SmallStage.plan(given, Map.of("shop", TEMPLATE));
    }
}
