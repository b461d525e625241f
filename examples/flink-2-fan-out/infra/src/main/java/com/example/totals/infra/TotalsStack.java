package com.example.totals.infra;

import io.millrace.constructs.flink.Capacity;
import io.millrace.constructs.flink.FlinkApplication;
import io.millrace.constructs.flink.FlinkApplicationProps;
import io.millrace.constructs.flink.FlinkRuntime;
import io.millrace.constructs.flink.VpcConfiguration;
import io.millrace.constructs.flink.jar.FlinkJobJar;
import io.millrace.constructs.lifecycle.Lifecycle;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.FanOutConsumer;
import io.millrace.constructs.streams.FanOutConsumerProps;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/** A job on Flink 2.2 that reads with a fan-out consumer, in a VPC, with its state under a key of this stack. */
public final class TotalsStack extends Stack {
    public TotalsStack(Construct scope, String id, StackProps props, Path jobJar) {
        super(scope, id, props);
        String streams = "arn:aws:kinesis:eu-west-1:111122223333:stream/";
        EventStream orders = EventStream.fromStreamArn(this, "Orders", streams + "orders");
        EventStream totals = EventStream.fromStreamArn(this, "Totals", streams + "totals");
        FanOutConsumer consumer = new FanOutConsumer(this, "Consumer", new FanOutConsumerProps(orders, "order-totals"));
        Key key = Key.Builder.create(this, "Key").enableKeyRotation(true).build();
        IVpc vpc = Vpc.fromVpcAttributes(
                this,
                "Vpc",
                VpcAttributes.builder()
                        .vpcId("vpc-0a1b2c3d4e5f60718")
                        .availabilityZones(List.of("eu-west-1a", "eu-west-1b"))
                        .privateSubnetIds(List.of("subnet-0a1b2c3d4e5f60711", "subnet-0a1b2c3d4e5f60712"))
                        .build());

        FlinkApplicationProps application = FlinkApplicationProps.builder(FlinkJobJar.fromAsset(this, "Jar", jobJar))
                .applicationName("order-totals")
                .runtime(FlinkRuntime.FLINK_2_2)
                .capacity(Capacity.fixed(2))
                .input("orders", consumer)
                .output("totals", totals)
                .encryptionKey(key)
                .vpc(VpcConfiguration.of(vpc))
                // started and stopped by hand, as what CDK's L1 constructs define
                .lifecycle(Lifecycle.none())
                .build();
        new FlinkApplication(this, "Application", application);
    }
}
