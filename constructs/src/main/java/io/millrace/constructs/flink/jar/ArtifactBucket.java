package io.millrace.constructs.flink.jar;

import static java.util.Objects.requireNonNull;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.CfnBucketPolicy;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/**
 * The bucket that an account's Flink applications load their jars from: versioned, encrypted, private, accessed over TLS
 * only. It belongs in a stack that outlives the applications, so that a rollback still finds the old jar.
 */
public final class ArtifactBucket extends Construct {
    private final Bucket bucket;

    public ArtifactBucket(Construct scope, String id, ArtifactBucketProps props) {
        super(scope, id);
        requireNonNull(props, "props is null");
        this.bucket = Bucket.Builder.create(this, "Resource")
                .versioned(true)
                .encryption(props.encryptionKey().isPresent() ? BucketEncryption.KMS : BucketEncryption.S3_MANAGED)
                .encryptionKey(props.encryptionKey().orElse(null))
                .enforceSsl(true)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .lifecycleRules(List.of(LifecycleRule.builder()
                        .noncurrentVersionExpiration(Duration.days(
                                props.noncurrentVersionExpiration().toDays()))
                        .abortIncompleteMultipartUploadAfter(Duration.days(7))
                        .build()))
                .removalPolicy(props.removalPolicy())
                .autoDeleteObjects(props.removalPolicy() == RemovalPolicy.DESTROY)
                .build();
        if (props.removalPolicy() == RemovalPolicy.DESTROY) {
            allowEmptying((CfnBucketPolicy) bucket.getPolicy().getNode().getDefaultChild());
        }
    }

    /** Limits the function with which CDK empties a bucket to the actions that it calls; CDK allows Delete*, Get* and List*. */
    private static void allowEmptying(CfnBucketPolicy policy) {
        policy.addPropertyOverride(
                "PolicyDocument.Statement.1.Action",
                List.of(
                        "s3:DeleteObject",
                        "s3:DeleteObjectVersion",
                        "s3:GetBucketPolicy",
                        "s3:GetBucketTagging",
                        "s3:ListBucketVersions",
                        "s3:PutBucketPolicy"));
    }

    /** The bucket as CDK's other constructs take it. */
    public IBucket bucket() {
        return bucket;
    }

    public String bucketName() {
        return bucket.getBucketName();
    }

    public String bucketArn() {
        return bucket.getBucketArn();
    }
}
