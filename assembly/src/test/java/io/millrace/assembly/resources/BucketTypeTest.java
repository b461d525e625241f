package io.millrace.assembly.resources;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BucketTypeTest {
    private static final String BUCKET = "'Artifacts': {'Type': 'AWS::S3::Bucket'}";

    @Test
    void aBucketsNameIsInLowerCase() {
        assertThat(SmallStage.resolve("{'Ref': 'Artifacts'}", BUCKET)).isEqualTo("shop-artifacts");
        assertThat(SmallStage.resolve("{'Fn::GetAtt': ['Artifacts', 'Arn']}", BUCKET))
                .isEqualTo("arn:aws:s3:::shop-artifacts");
    }

    @Test
    void aBucketIsNotListedAsSkipped() {
        assertThat(SmallStage.plan(BUCKET).skipped()).isEmpty();
    }
}
