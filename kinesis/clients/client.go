// The AWS SDK for Go with its default settings: client.go ENDPOINT
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/kinesis/types"
)

const count = 100

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func checkTexts(records []types.Record) {
	if len(records) != count {
		panic(fmt.Sprintf("%d records", len(records)))
	}
	for i, record := range records {
		if string(record.Data) != fmt.Sprintf("record %d", i) {
			panic(fmt.Sprintf("record %d is %q", i, record.Data))
		}
	}
}

func main() {
	ctx := context.Background()
	name, shard := aws.String("go"), aws.String("shardId-000000000000")
	settings, err := config.LoadDefaultConfig(ctx)
	check(err)
	client := kinesis.NewFromConfig(settings, kinesis.WithEndpointResolver(kinesis.EndpointResolverFromURL(os.Args[1])))

	_, err = client.CreateStream(ctx, &kinesis.CreateStreamInput{StreamName: name, ShardCount: aws.Int32(1)})
	check(err)
	check(kinesis.NewStreamExistsWaiter(client).Wait(ctx, &kinesis.DescribeStreamInput{StreamName: name}, time.Minute,
		func(o *kinesis.StreamExistsWaiterOptions) { o.MinDelay = time.Second }))

	var entries []types.PutRecordsRequestEntry
	for i := 0; i < count; i++ {
		entries = append(entries, types.PutRecordsRequestEntry{
			PartitionKey: aws.String("key"), Data: []byte(fmt.Sprintf("record %d", i))})
	}
	put, err := client.PutRecords(ctx, &kinesis.PutRecordsInput{StreamName: name, Records: entries})
	check(err)
	if *put.FailedRecordCount != 0 {
		panic("records failed")
	}

	iterator, err := client.GetShardIterator(ctx, &kinesis.GetShardIteratorInput{
		StreamName: name, ShardId: shard, ShardIteratorType: types.ShardIteratorTypeTrimHorizon})
	check(err)
	got, err := client.GetRecords(ctx, &kinesis.GetRecordsInput{ShardIterator: iterator.ShardIterator})
	check(err)
	checkTexts(got.Records)

	summary, err := client.DescribeStreamSummary(ctx, &kinesis.DescribeStreamSummaryInput{StreamName: name})
	check(err)
	registered, err := client.RegisterStreamConsumer(ctx, &kinesis.RegisterStreamConsumerInput{
		StreamARN: summary.StreamDescriptionSummary.StreamARN, ConsumerName: aws.String("reader")})
	check(err)
	time.Sleep(time.Second) // until the consumer is ACTIVE
	subscription, err := client.SubscribeToShard(ctx, &kinesis.SubscribeToShardInput{
		ConsumerARN: registered.Consumer.ConsumerARN, ShardId: shard,
		StartingPosition: &types.StartingPosition{Type: types.ShardIteratorTypeTrimHorizon}})
	check(err)
	var pushed []types.Record
	for event := range subscription.GetStream().Events() {
		pushed = append(pushed, event.(*types.SubscribeToShardEventStreamMemberSubscribeToShardEvent).Value.Records...)
		if len(pushed) >= count {
			break
		}
	}
	check(subscription.GetStream().Close())
	checkTexts(pushed)

	_, err = client.DeleteStream(ctx, &kinesis.DeleteStreamInput{StreamName: name, EnforceConsumerDeletion: aws.Bool(true)})
	check(err)
	_, err = client.PutRecord(ctx, &kinesis.PutRecordInput{StreamName: name, PartitionKey: aws.String("key"), Data: []byte{}})
	var missing *types.ResourceNotFoundException
	if !errors.As(err, &missing) {
		panic(fmt.Sprintf("a deleted stream takes no records, got %v", err))
	}
}
