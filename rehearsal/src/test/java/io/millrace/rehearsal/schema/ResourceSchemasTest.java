package io.millrace.rehearsal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceSchemasTest {
    private static final Path HOME = Path.of(System.getProperty("millrace.home"));
    private static final Path TABLE =
            HOME.resolve("rehearsal/src/main/resources/io/millrace/rehearsal/schema/resource-types.tsv");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** {@code ResourceTypeTableIT} compares its content. */
    @Test
    void theTableIsThatOfThePinnedVersion() throws IOException {
        String pinned = JSON.readTree(HOME.resolve("package.json").toFile())
                .at("/devDependencies/@aws-cdk~1aws-service-spec")
                .asText();

        assertThat(Files.readAllLines(TABLE).get(0)).endsWith("@aws-cdk/aws-service-spec " + pinned);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "AWS::Kinesis::Stream               ; {'Name': 'a'} ; a",
                "AWS::S3::BucketPolicy              ; {'Bucket': 'b'} ; b",
                "AWS::Logs::LogStream               ; {'LogGroupName': 'g', 'LogStreamName': 's'} ; g|s",
                "AWS::Logs::LogStream               ; {'LogGroupName': 'g'} ;",
                "AWS::SNS::Topic                    ; {'TopicName': 't'} ; t",
                "AWS::SecretsManager::Secret        ; {'Name': 'key'} ; key",
                "AWS::IAM::Policy                   ; {'PolicyName': 'p'} ;",
                "AWS::Lambda::Function              ; {} ;",
                "Custom::Anything                   ; {'Name': 'a'} ;"
            })
    void physicalNames(String type, String properties, String rest) throws IOException {
        assertThat(ResourceSchemas.of(type).physicalName(json(properties)).orElse(null))
                .isEqualTo(rest);
    }

    @Test
    void createOnlyPropertiesReplace() throws IOException {
        ResourceSchema stream = ResourceSchemas.of("AWS::Kinesis::Stream");

        assertThat(stream.replacedBy(json("{'Name': 'a'}"), json("{'Name': 'b'}")))
                .contains("Name");
        assertThat(stream.replacedBy(json("{'ShardCount': 1}"), json("{'ShardCount': 2}")))
                .isEmpty();
    }

    @Test
    void nestedPropertiesReplace() throws IOException {
        ResourceSchema accessPoint = ResourceSchemas.of("AWS::EFS::AccessPoint");

        assertThat(accessPoint.replacedBy(json("{'PosixUser': {'Uid': '1'}}"), json("{'PosixUser': {'Uid': '2'}}")))
                .isPresent();
    }

    /** The schema says otherwise (docs/decisions/0017-rehearsal.md). */
    @Test
    void theRuntimeOfAnApplicationDoesNotReplaceIt() throws IOException {
        assertThat(ResourceSchemas.of("AWS::KinesisAnalyticsV2::Application")
                        .replacedBy(
                                json("{'RuntimeEnvironment': 'FLINK-1_20'}"),
                                json("{'RuntimeEnvironment': 'FLINK-2_2'}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "AWS::Kinesis::Stream,true",
        "AWS::KinesisAnalyticsV2::Application,true",
        "AWS::S3::Bucket,true",
        "AWS::SecretsManager::Secret,true",
        "AWS::Logs::LogGroup,true",
        "AWS::DynamoDB::Table,true",
        "AWS::KMS::Key,true",
        "AWS::SNS::Topic,true",
        "AWS::IAM::Role,false",
        "AWS::Lambda::Function,false"
    })
    void whatHoldsState(String type, boolean holdsState) {
        assertThat(ResourceSchemas.of(type).holdsState()).isEqualTo(holdsState);
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text.replace('\'', '"'));
    }
}
