package io.millrace.promises;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.assembly.StackArtifact;
import io.millrace.assembly.Stage;
import io.millrace.assembly.template.Template;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageTemplatesTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void aStageRetainsRecordsWhenAnyOfItsStreamsOutlivesItsStack() throws JsonProcessingException {
        assertThat(stage(stream("Delete"), stream("Retain")).retainsRecords()).isTrue();
        assertThat(stage(stream("RetainExceptOnCreate")).retainsRecords()).isTrue();
    }

    @Test
    void aStageWhoseStreamsAreDeletedWithItsStackRetainsNone() throws JsonProcessingException {
        assertThat(stage(stream("Delete"), "{'Type': 'AWS::Kinesis::Stream'}").retainsRecords())
                .as("CloudFormation deletes a resource without DeletionPolicy")
                .isFalse();
        assertThat(stage("{'Type': 'AWS::S3::Bucket', 'DeletionPolicy': 'Retain'}")
                        .retainsRecords())
                .isFalse();
    }

    private static String stream(String deletionPolicy) {
        return "{'Type': 'AWS::Kinesis::Stream', 'DeletionPolicy': '" + deletionPolicy + "'}";
    }

    private static StageTemplates stage(String... resources) throws JsonProcessingException {
        StringBuilder template = new StringBuilder("{'Resources': {");
        for (int i = 0; i < resources.length; i++) {
            template.append(i == 0 ? "" : ", ")
                    .append("'R")
                    .append(i)
                    .append("': ")
                    .append(resources[i]);
        }
        String json = template.append("}}").toString().replace('\'', '"');
        return new StageTemplates(new Stage(
                "any",
                List.of(StackArtifact.of(new Template("any-state", "us-east-1", JSON.readTree(json), Map.of()))),
                List.of()));
    }
}
