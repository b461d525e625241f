package io.millrace.assembly.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.FileAsset;
import io.millrace.assembly.StackArtifact;
import io.millrace.assembly.Stage;
import io.millrace.assembly.template.GivenValues;
import io.millrace.contract.service.ServiceQuotas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BucketDeploymentTypeTest {
    private static final String COPY = """
            'Copy': {'Type': 'Custom::CDKBucketDeployment', 'Properties': {
              'ServiceToken': {'Fn::GetAtt': ['Handler', 'Arn']},
              'SourceBucketNames': ['assets', 'assets'],
              'SourceObjectKeys': ['hash.jar', 'only-on-aws.jar'],
              'DestinationBucketName': 'artifacts',
              'DestinationBucketKeyPrefix': 'jobs',
              'Extract': false}},
            'Handler': {'Type': 'AWS::Lambda::Function'}
            """;

    @TempDir
    private Path directory;

    @Test
    void aFileIsCopiedUnderThePrefix() throws IOException {
        Path jar = Files.writeString(directory.resolve("asset.jar"), "a jar");

        PublishedObjects objects = published(COPY, jar);

        assertThat(objects.find("s3://artifacts/jobs/hash.jar")).contains(jar);
        assertThat(objects.find("s3://artifacts/jobs/only-on-aws.jar")).isEmpty();
    }

    @Test
    void anArchiveIsExtractedUnlessTheTemplateSaysOtherwise() throws IOException {
        Path archive =
                Files.createDirectories(directory.resolve("asset/nested")).getParent();
        Path file = Files.writeString(archive.resolve("nested/a.jar"), "a jar");

        PublishedObjects objects = published(COPY.replace(",\n  'Extract': false", ""), archive);

        assertThat(objects.find("s3://artifacts/jobs/nested/a.jar")).contains(file);
        assertThat(objects.find("s3://artifacts/jobs/hash.jar")).isEmpty();
    }

    @Test
    void itsKeysAndItsBucketCanBeReferredTo() {
        assertThat(SmallStage.resolve("{'Fn::Select': [0, {'Fn::GetAtt': ['Copy', 'SourceObjectKeys']}]}", COPY))
                .isEqualTo("hash.jar");
        assertThat(SmallStage.resolve("{'Fn::GetAtt': ['Copy', 'DestinationBucketArn']}", COPY))
                .isEqualTo("arn:aws:s3:::artifacts");
    }

    private static PublishedObjects published(String resources, Path source) {
        Stage stage = new Stage(
                "dev",
                List.of(StackArtifact.of(SmallStage.template("shop", "{'Resources': {%s}}".formatted(resources)))),
                List.of(new FileAsset(source, "assets", "hash.jar")));
        PlanBuilder plan = new PlanBuilder(stage, ServiceQuotas.DEFAULT, GivenValues.NONE);
        new StageStacks(stage, plan.objects(), plan.externals(), plan::addNotice, List.of())
                .resources().stream()
                        .filter(resource -> resource.logicalId().equals("Copy"))
                        .forEach(resource -> new BucketDeploymentType().plan(resource, plan));
        return plan.objects();
    }
}
