package io.millrace.constructs.flink.jar;

import io.millrace.constructs.access.OwnersPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Size;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.amazon.awscdk.services.s3.deployment.BucketDeployment;
import software.amazon.awscdk.services.s3.deployment.Source;
import software.constructs.Construct;

/**
 * Copies the jars and zips of a stack into their bucket. CDK uses one Lambda function for all of them, so its role and logs are
 * shared by the stack, too.
 *
 * <p>{@code BucketDeployment} would let that function read every asset of the account and delete all code. This role can
 * only read the code of this stack and add it.
 */
final class CodeDeployer extends Construct {
    /** Named for jars, since another id would replace the function, its role and its logs. */
    private static final String ID = "JarDeployer";

    private static final String FOLDER = "jobs";

    private static final String LIST = "s3:ListBucket";
    private static final String[] WRITE = {"s3:AbortMultipartUpload", "s3:PutObject"};
    private static final String[] ENCRYPT = {"kms:Decrypt", "kms:GenerateDataKey"};

    private final Role role;
    private final LogGroup logs;

    private CodeDeployer(Construct scope) {
        super(scope, ID);
        this.role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();
        this.logs = LogGroup.Builder.create(this, "Logs")
                .retention(RetentionDays.ONE_MONTH)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        logs.grantWrite(role);
    }

    static CodeDeployer of(Stack stack) {
        return stack.getNode().tryFindChild(ID) instanceof CodeDeployer deployer ? deployer : new CodeDeployer(stack);
    }

    /**
     * Copies a file during the deploy, and never deletes it.
     *
     * @param scope parent of the deployment construct
     * @param extension of the file, with the dot
     * @return the copy
     */
    CodeObject copy(Construct scope, Asset file, IBucket destination, String extension) {
        String objectKey = FOLDER + "/" + file.getAssetHash() + extension;
        allow(file.getBucket().arnForObjects(file.getS3ObjectKey()), "s3:GetObject");
        allow(destination.getBucketArn(), LIST);
        allow(destination.getBucketArn() + "/" + objectKey, WRITE);
        IKey key = destination.getEncryptionKey();
        if (key != null) {
            key.grant(role, ENCRYPT);
        }
        annotate(scope, destination, key);
        BucketDeployment deployment = BucketDeployment.Builder.create(scope, "Deployment")
                .role(role.withoutPolicyUpdates())
                .logGroup(logs)
                .sources(List.of(Source.bucket(file.getBucket(), file.getS3ObjectKey())))
                // by name: otherwise each application would add a tag to the bucket, in the bucket's own stack
                .destinationBucket(Bucket.fromBucketName(scope, "Destination", destination.getBucketName()))
                .destinationKeyPrefix(FOLDER)
                .extract(false)
                .prune(false)
                .retainOnDelete(true)
                .outputObjectKeys(false)
                // the function stores the file once; the service allows up to 512 MB
                .memoryLimit(1024)
                .ephemeralStorageSize(Size.gibibytes(1))
                .build();
        deployment.getNode().addDependency(role);
        return new CodeObject(destination, objectKey, null, FOLDER + "/*");
    }

    /** What the owner of a bucket of another account has to permit, so that this one can write to it. */
    private void annotate(Construct scope, IBucket bucket, @Nullable IKey key) {
        String arn = bucket.getBucketArn();
        OwnersPolicy.statement(scope, "bucketListPolicy", "the bucket's policy", bucket, arn, role, LIST);
        OwnersPolicy.statement(
                scope, "bucketWritePolicy", "the bucket's policy", bucket, arn + "/" + FOLDER + "/*", role, WRITE);
        if (key != null) {
            OwnersPolicy.statement(
                    scope, "bucketWriteKeyPolicy", "the policy of the bucket's key", key, "*", role, ENCRYPT);
        }
    }

    private void allow(String resource, String... actions) {
        role.addToPrincipalPolicy(PolicyStatement.Builder.create()
                .actions(List.of(actions))
                .resources(List.of(resource))
                .build());
    }
}
