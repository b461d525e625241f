import { Duration, RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Stream, StreamConsumer } from 'aws-cdk-lib/aws-kinesis';
import { Application, ApplicationCode, LogLevel, MetricsLevel, Runtime } from '@aws-cdk/aws-kinesisanalytics-flink-alpha';
import { Construct } from 'constructs';

/** TotalsStack with the alpha L2: without the key of the state and the rollback of the system, for which it has no option. */
export class TotalsStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const streams = 'arn:aws:kinesis:eu-west-1:111122223333:stream/';
    const orders = Stream.fromStreamArn(this, 'Orders', `${streams}orders`);
    const totals = Stream.fromStreamArn(this, 'Totals', `${streams}totals`);
    const consumer = new StreamConsumer(this, 'Consumer', {
      stream: orders,
      streamConsumerName: 'order-totals',
    });
    const vpc = Vpc.fromVpcAttributes(this, 'Vpc', {
      vpcId: 'vpc-0a1b2c3d4e5f60718',
      availabilityZones: ['eu-west-1a', 'eu-west-1b'],
      privateSubnetIds: ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'],
    });

    const application = new Application(this, 'Application', {
      applicationName: 'order-totals',
      runtime: Runtime.of('FLINK-2_2'),
      code: ApplicationCode.fromAsset('../job/target/job.jar'),
      checkpointingEnabled: true,
      checkpointInterval: Duration.minutes(1),
      minPauseBetweenCheckpoints: Duration.seconds(5),
      logLevel: LogLevel.INFO,
      metricsLevel: MetricsLevel.APPLICATION,
      autoScalingEnabled: false,
      parallelism: 2,
      parallelismPerKpu: 1,
      snapshotsEnabled: true,
      propertyGroups: {
        orders: {
          'connector': 'kinesis',
          'stream.arn': orders.streamArn,
          'aws.region': 'eu-west-1',
          'source.init.position': 'TRIM_HORIZON',
          'source.reader.type': 'EFO',
          'source.efo.lifecycle': 'SELF_MANAGED',
          'source.efo.consumer.name': consumer.streamConsumerName,
        },
        totals: {
          'connector': 'kinesis',
          'stream.arn': totals.streamArn,
          'aws.region': 'eu-west-1',
        },
      },
      vpc,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    consumer.grantRead(application);
    totals.grantWrite(application);
  }
}
