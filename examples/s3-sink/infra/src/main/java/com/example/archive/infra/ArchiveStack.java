package com.example.archive.infra;

import io.millrace.constructs.flink.FlinkApplication;
import io.millrace.constructs.flink.FlinkApplicationProps;
import io.millrace.constructs.flink.jar.FlinkJobJar;
import io.millrace.constructs.lifecycle.Lifecycle;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.kinesis.IStream;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.constructs.Construct;

/** A job that writes a stream to a bucket, with the property groups that the job has always had. */
public final class ArchiveStack extends Stack {
    public ArchiveStack(Construct scope, String id, StackProps props, Path jobJar) {
        super(scope, id, props);
        IStream orders = Stream.fromStreamArn(this, "Orders", "arn:aws:kinesis:eu-west-1:111122223333:stream/orders");
        Bucket archive = Bucket.Builder.create(this, "Archive")
                .encryption(BucketEncryption.S3_MANAGED)
                .build();

        FlinkApplicationProps job = FlinkApplicationProps.builder(FlinkJobJar.fromAsset(this, "Jar", jobJar))
                .applicationName("order-archive")
                .input("InputStream0", orders)
                .propertyGroup(
                        "Files",
                        Map.of("path", archive.s3UrlForObject("orders"), "rollover", "PT5M", "part.size", "128 mb"))
                // started and stopped by hand, as what CDK's L1 constructs define
                .lifecycle(Lifecycle.none())
                .build();
        FlinkApplication application = new FlinkApplication(this, "Application", job);
        archive.grantReadWrite(application, "orders/*");
    }
}
