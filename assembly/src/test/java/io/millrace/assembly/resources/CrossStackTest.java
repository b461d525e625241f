package io.millrace.assembly.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.StackArtifact;
import io.millrace.assembly.Stage;
import io.millrace.assembly.deployment.DeploymentException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrossStackTest {
    private static final String PRODUCER = """
            {
              "Resources": {"Names": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "Names"}}},
              "Outputs": {
                "Exported": {"Value": {"Ref": "Names"}, "Export": {"Name": {"Fn::Sub": "${AWS::StackName}:name"}}},
                "Plain": {"Value": {"Fn::Join": ["-", [{"Ref": "Names"}, "plain"]]}}
              }
            }
            """;

    @Test
    void anExportOfOneStackIsTheImportOfAnother() {
        assertThat(streamNamed("{\"Fn::ImportValue\": \"state:name\"}")).isEqualTo("names");
    }

    @Test
    void anOutputOfOneStackIsReadByAnother() {
        assertThat(streamNamed("{\"Fn::GetStackOutput\": {\"StackName\": \"state\", \"OutputName\": \"Plain\"}}"))
                .isEqualTo("names-plain");
    }

    @Test
    void anOutputOfAnotherRegionIsNotConfusedWithIt() {
        assertThatThrownBy(() -> streamNamed("{\"Fn::GetStackOutput\": {\"StackName\": \"state\", \"Region\":"
                        + " \"eu-west-1\", \"OutputName\": \"Plain\"}}"))
                .isInstanceOf(DeploymentException.class)
                .hasMessageEndingWith("this stage has no stack 'state' with an output 'Plain' in eu-west-1");
    }

    private static String streamNamed(String name) {
        String consumer = "{\"Resources\": {\"S\": {\"Type\": \"AWS::Kinesis::Stream\", \"Properties\": {\"Name\": "
                + name + "}}}}";
        Stage stage = new Stage(
                "dev",
                List.of(
                        StackArtifact.of(SmallStage.template("jobs", consumer)),
                        StackArtifact.of(SmallStage.template("state", PRODUCER))),
                List.of());
        return StagePlanner.plan(stage).streams().get(0).name();
    }
}
