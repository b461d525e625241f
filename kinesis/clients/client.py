"""The AWS SDK for Python (boto3) with its default settings: client.py ENDPOINT"""

import sys
import time

import boto3

NAME = "python"
SHARD = "shardId-000000000000"
TEXTS = [f"record {i}".encode() for i in range(100)]

client = boto3.client("kinesis", endpoint_url=sys.argv[1])
client.create_stream(StreamName=NAME, ShardCount=1)
client.get_waiter("stream_exists").wait(StreamName=NAME, WaiterConfig={"Delay": 1})

put = client.put_records(StreamName=NAME, Records=[{"PartitionKey": "key", "Data": text} for text in TEXTS])
assert put["FailedRecordCount"] == 0, put

iterator = client.get_shard_iterator(StreamName=NAME, ShardId=SHARD, ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
got = [record["Data"] for record in client.get_records(ShardIterator=iterator)["Records"]]
assert got == TEXTS, got

arn = client.describe_stream_summary(StreamName=NAME)["StreamDescriptionSummary"]["StreamARN"]
consumer = client.register_stream_consumer(StreamARN=arn, ConsumerName="reader")["Consumer"]["ConsumerARN"]
time.sleep(1)  # until the consumer is ACTIVE
events = client.subscribe_to_shard(
    ConsumerARN=consumer, ShardId=SHARD, StartingPosition={"Type": "TRIM_HORIZON"}
)["EventStream"]
pushed = []
for event in events:
    pushed += [record["Data"] for record in event["SubscribeToShardEvent"]["Records"]]
    if len(pushed) >= len(TEXTS):
        break
events.close()
assert pushed == TEXTS, pushed

client.delete_stream(StreamName=NAME, EnforceConsumerDeletion=True)
try:
    client.put_record(StreamName=NAME, PartitionKey="key", Data=b"")
    raise AssertionError("a deleted stream takes no records")
except client.exceptions.ResourceNotFoundException:
    pass
