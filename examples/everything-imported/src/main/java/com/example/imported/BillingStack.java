package com.example.imported;

import io.millrace.constructs.flink.Capacity;
import io.millrace.constructs.flink.FlinkApplication;
import io.millrace.constructs.flink.FlinkApplicationProps;
import io.millrace.constructs.flink.jar.FlinkJobJar;
import io.millrace.constructs.lifecycle.Lifecycle;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.kinesis.IStream;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/** A job between two streams, with a role, a log group and a jar that exist. */
public final class BillingStack extends Stack {
    public BillingStack(Construct scope, String id, StackProps props) {
        super(scope, id, props);
        IStream orders = Stream.fromStreamArn(this, "Orders", "arn:aws:kinesis:eu-west-1:111122223333:stream/orders");
        IStream bills = Stream.fromStreamArn(this, "Bills", "arn:aws:kinesis:eu-west-1:111122223333:stream/bills");
        IBucket releases = Bucket.fromBucketName(this, "Releases", "team-releases");
        IRole role = Role.fromRoleArn(this, "Role", "arn:aws:iam::111122223333:role/team/billing");
        ILogGroup logs = LogGroup.fromLogGroupName(this, "Logs", "/team/billing");

        FlinkApplicationProps billing = FlinkApplicationProps.builder(
                        FlinkJobJar.fromBucket(this, "Jar", releases, "billing/1.4.jar", "k9DsV3aQ"))
                .applicationName("billing")
                .role(role)
                .logGroup(logs)
                .input("orders", orders)
                .output("bills", bills)
                .capacity(Capacity.fixed(2))
                // to start and watch the job, a deploy needs functions with roles of their own; this team makes no roles
                .lifecycle(Lifecycle.none())
                .build();
        new FlinkApplication(this, "Billing", billing);
    }
}
