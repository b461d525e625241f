// The AWS SDK for JavaScript with its default settings: client.mjs ENDPOINT
import assert from 'node:assert/strict';
import {
  CreateStreamCommand,
  DeleteStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  PutRecordsCommand,
  RegisterStreamConsumerCommand,
  DescribeStreamSummaryCommand,
  ResourceNotFoundException,
  SubscribeToShardCommand,
  waitUntilStreamExists,
} from '@aws-sdk/client-kinesis';

const StreamName = 'javascript';
const ShardId = 'shardId-000000000000';
const texts = Array.from({ length: 100 }, (_, i) => `record ${i}`);
const text = (record) => new TextDecoder().decode(record.Data);

const client = new KinesisClient({ endpoint: process.argv[2] });
await client.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
await waitUntilStreamExists({ client, maxWaitTime: 60, minDelay: 1 }, { StreamName });

const put = await client.send(
  new PutRecordsCommand({
    StreamName,
    Records: texts.map((data) => ({ PartitionKey: 'key', Data: new TextEncoder().encode(data) })),
  }),
);
assert.equal(put.FailedRecordCount, 0);

const { ShardIterator } = await client.send(
  new GetShardIteratorCommand({ StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
);
const { Records } = await client.send(new GetRecordsCommand({ ShardIterator }));
assert.deepEqual(Records.map(text), texts);

const { StreamDescriptionSummary } = await client.send(new DescribeStreamSummaryCommand({ StreamName }));
const { Consumer } = await client.send(
  new RegisterStreamConsumerCommand({ StreamARN: StreamDescriptionSummary.StreamARN, ConsumerName: 'reader' }),
);
await new Promise((resolve) => setTimeout(resolve, 1000)); // until the consumer is ACTIVE
const { EventStream } = await client.send(
  new SubscribeToShardCommand({
    ConsumerARN: Consumer.ConsumerARN,
    ShardId,
    StartingPosition: { Type: 'TRIM_HORIZON' },
  }),
);
const pushed = [];
for await (const event of EventStream) {
  pushed.push(...event.SubscribeToShardEvent.Records.map(text));
  if (pushed.length >= texts.length) break;
}
assert.deepEqual(pushed, texts);

await client.send(new DeleteStreamCommand({ StreamName, EnforceConsumerDeletion: true }));
await assert.rejects(client.send(new PutRecordsCommand({ StreamName, Records: [{ PartitionKey: 'key', Data: new Uint8Array() }] })), ResourceNotFoundException);
process.exit(0); // the event stream's connection is still open
