import { Duration, RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Application, ApplicationCode, LogLevel, MetricsLevel, Runtime } from '@aws-cdk/aws-kinesisanalytics-flink-alpha';
import { Construct } from 'constructs';

/** ArchiveStack with the alpha L2: without the rollback of the system, for which it has no option. */
export class ArchiveStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const orders = Stream.fromStreamArn(this, 'Orders', 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders');
    const archive = new Bucket(this, 'Archive', {
      encryption: BucketEncryption.S3_MANAGED,
    });

    const application = new Application(this, 'Application', {
      applicationName: 'order-archive',
      runtime: Runtime.FLINK_1_20,
      code: ApplicationCode.fromAsset('../job/target/job.jar'),
      checkpointingEnabled: true,
      checkpointInterval: Duration.minutes(1),
      minPauseBetweenCheckpoints: Duration.seconds(5),
      logLevel: LogLevel.INFO,
      metricsLevel: MetricsLevel.APPLICATION,
      autoScalingEnabled: false,
      parallelism: 1,
      parallelismPerKpu: 1,
      snapshotsEnabled: true,
      propertyGroups: {
        InputStream0: {
          'connector': 'kinesis',
          'stream.name': orders.streamName,
          'aws.region': 'eu-west-1',
          'flink.stream.initpos': 'TRIM_HORIZON',
        },
        Files: {
          'path': archive.s3UrlForObject('orders'),
          'rollover': 'PT5M',
          'part.size': '128 mb',
        },
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    orders.grantRead(application);
    archive.grantReadWrite(application, 'orders/*');
  }
}
