import { Duration, RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Application, ApplicationCode, LogLevel, MetricsLevel, Runtime } from '@aws-cdk/aws-kinesisanalytics-flink-alpha';
import { Construct } from 'constructs';

/** BillingStack with the alpha L2: without the rollback of the system, for which it has no option. */
export class BillingStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const orders = Stream.fromStreamArn(this, 'Orders', 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders');
    const bills = Stream.fromStreamArn(this, 'Bills', 'arn:aws:kinesis:eu-west-1:111122223333:stream/bills');
    const releases = Bucket.fromBucketName(this, 'Releases', 'team-releases');

    const application = new Application(this, 'Billing', {
      applicationName: 'billing',
      runtime: Runtime.FLINK_1_20,
      code: ApplicationCode.fromBucket(releases, 'billing/1.4.jar', 'k9DsV3aQ'),
      role: Role.fromRoleArn(this, 'Role', 'arn:aws:iam::111122223333:role/team/billing'),
      logGroup: LogGroup.fromLogGroupName(this, 'Logs', '/team/billing'),
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
          'stream.name': orders.streamName,
          'aws.region': 'eu-west-1',
          'flink.stream.initpos': 'TRIM_HORIZON',
        },
        bills: {
          'connector': 'kinesis',
          'stream.name': bills.streamName,
          'aws.region': 'eu-west-1',
        },
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    orders.grantRead(application);
    bills.grantWrite(application);
  }
}
