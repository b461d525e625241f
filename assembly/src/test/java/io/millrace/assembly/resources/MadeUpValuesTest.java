package io.millrace.assembly.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.deployment.DeploymentException;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.schema.ResourceIdentities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MadeUpValuesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AWS::DynamoDB::Table | Ref | shop-R",
                "AWS::DynamoDB::Table | Arn | arn:aws:dynamodb:us-east-1:000000000000:table/shop-R",
                "AWS::SNS::Topic | Ref | arn:aws:sns:us-east-1:000000000000:shop-R",
                "AWS::SNS::Topic | TopicName | shop-R",
                "AWS::SQS::Queue | Ref | https://sqs.us-east-1.amazonaws.com/000000000000/shop-R",
                "AWS::SQS::Queue | Arn | arn:aws:sqs:us-east-1:000000000000:shop-R",
                "AWS::IAM::Role | Ref | shop-R",
                "AWS::IAM::Role | Arn | arn:aws:iam::000000000000:role/shop-R",
                "AWS::Lambda::Function | Arn | arn:aws:lambda:us-east-1:000000000000:function:shop-R",
                "AWS::RDS::DBCluster | Ref | shop-r",
                "AWS::RDS::DBCluster | Endpoint.Address | shop-r.invalid",
                "AWS::RDS::DBCluster | Endpoint.Port | 0",
                "AWS::MSK::Cluster | Ref | arn:aws:kafka:us-east-1:000000000000:cluster/shop-R/00000000-0000-0000-0000-000000000000-1",
                "AWS::OpenSearchService::Domain | DomainEndpoint | shop-r.invalid",
                "AWS::Timestream::Table | Ref | shop-R",
                "AWS::KinesisFirehose::DeliveryStream | Ref | shop-R",
                "AWS::StepFunctions::StateMachine | Ref | arn:aws:states:us-east-1:000000000000:stateMachine:shop-R",
                "Custom::Lookup | Ref | shop-R",
                "Custom::Lookup | Parameter.Value | shop-R-value",
                "Custom::Lookup | Parameter.Arn | arn:aws:lookup:us-east-1:000000000000:lookup/shop-R"
            })
    void everyTypeHasANameAndAttributesOfTheRightForm(String type, String attribute, String expected) {
        assertThat(value(type, attribute, "")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AWS::EC2::VPC | Ref | vpc-[0-9a-f]{17}",
                "AWS::EC2::Subnet | Ref | subnet-[0-9a-f]{17}",
                "AWS::EC2::SecurityGroup | GroupId | sg-[0-9a-f]{17}",
                "AWS::KMS::Key | Ref | [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
                "AWS::KMS::Key | Arn | arn:aws:kms:us-east-1:000000000000:key/[0-9a-f]{8}-.{27}"
            })
    void anIdLooksLikeOneAndIsTheSameAtEveryStart(String type, String attribute, String pattern) {
        assertThat(value(type, attribute, "")).matches(pattern).isEqualTo(value(type, attribute, ""));
    }

    @Test
    void aNameThatTheTemplateGivesIsKept() {
        assertThat(value("AWS::DynamoDB::Table", "Ref", "'TableName': 'orders'"))
                .isEqualTo("orders");
        assertThat(value("AWS::DynamoDB::Table", "Arn", "'TableName': {'Fn::Sub': '${AWS::StackName}-t'}"))
                .isEqualTo("arn:aws:dynamodb:us-east-1:000000000000:table/shop-t");
        assertThat(value("AWS::SNS::Topic", "Ref", "'TopicName': 'alerts'"))
                .isEqualTo("arn:aws:sns:us-east-1:000000000000:alerts");
        assertThat(value("AWS::Timestream::Table", "Ref", "'DatabaseName': 'd', 'TableName': 't'"))
                .isEqualTo("d|t");
        assertThat(value("AWS::SQS::Queue", "QueueName", "'FifoQueue': true")).isEqualTo("shop-R.fifo");
    }

    @Test
    void thePlanSaysWhatIsMadeUp() {
        assertThat(plan("AWS::DynamoDB::Table", "Arn", "").notices())
                .containsExactly(
                        "made up here: R.Arn (AWS::DynamoDB::Table) is arn:aws:dynamodb:us-east-1:000000000000:table/shop-R");
        assertThat(plan("AWS::S3::Bucket", "Arn", "").notices()).isEmpty();
    }

    @Test
    void anAttributeThatATypeDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> value("AWS::DynamoDB::Table", "Colour", ""))
                .isInstanceOf(DeploymentException.class)
                .hasMessageEndingWith(
                        "'R' (AWS::DynamoDB::Table) must have the attribute Colour; its schema has no such attribute");
    }

    @Test
    void theTableHasEveryTypeThatRunsHere() {
        for (ResourceType type : ResourceTypes.ALL) {
            if (type.name().startsWith("AWS::")) {
                assertThat(ResourceIdentities.of(type.name())).as(type.name()).isPresent();
            }
        }
    }

    private static String value(String type, String attribute, String properties) {
        return SmallStage.resolve(reference(attribute), resource(type, properties));
    }

    private static DeploymentPlan plan(String type, String attribute, String properties) {
        return SmallStage.planWith(reference(attribute), resource(type, properties));
    }

    private static String reference(String attribute) {
        return attribute.equals("Ref") ? "{'Ref': 'R'}" : "{'Fn::GetAtt': ['R', '%s']}".formatted(attribute);
    }

    private static String resource(String type, String properties) {
        return "'R': {'Type': '%s', 'Properties': {%s}}".formatted(type, properties);
    }
}
