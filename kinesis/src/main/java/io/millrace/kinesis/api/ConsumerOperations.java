package io.millrace.kinesis.api;

import static java.util.Objects.requireNonNull;

import io.millrace.kinesis.request.ApiException;
import io.millrace.kinesis.request.Request;
import io.millrace.kinesis.store.KinesisStream;
import io.millrace.kinesis.store.StreamConsumer;
import io.millrace.kinesis.store.StreamState;
import io.millrace.kinesis.store.StreamStatus;
import io.millrace.kinesis.view.Page;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Registered consumers. Registering and deregistering take effect at once; a new one shows CREATING for a moment. */
final class ConsumerOperations {
    private static final String NEXT_CONSUMERS = "consumers";
    private static final int MAX_CONSUMERS = 20;
    private static final int DEFAULT_PAGE = 100;

    private final StreamLookup lookup;

    ConsumerOperations(StreamLookup lookup) {
        this.lookup = lookup;
    }

    record Register(
            String streamARN, String consumerName, @Nullable Map<String, String> tags) implements Request {}

    /** A consumer by its ARN, or by its stream's ARN and its name. */
    record OneConsumer(
            @Nullable String streamARN,
            @Nullable String consumerName,
            @Nullable String consumerARN) implements Request {
        @Override
        public void check() {
            if (consumerARN == null && (streamARN == null || consumerName == null)) {
                throw ApiException.invalidArgument("consumerARN, or both streamARN and consumerName, must be given");
            }
        }
    }

    record ListConsumers(
            String streamARN,
            @Nullable String nextToken,
            @Nullable Integer maxResults,
            @Nullable Instant streamCreationTimestamp)
            implements Request {
        @Override
        public void check() {
            if (nextToken != null && streamCreationTimestamp != null) {
                throw ApiException.invalidArgument("nextToken must be given without a streamCreationTimestamp");
            }
        }
    }

    record ConsumerView(
            String consumerName, String consumerARN, StreamStatus consumerStatus, Instant consumerCreationTimestamp) {}

    record Registered(ConsumerView consumer) {}

    record Description(
            String consumerName,
            String consumerARN,
            StreamStatus consumerStatus,
            Instant consumerCreationTimestamp,
            String streamARN) {}

    record Described(Description consumerDescription) {}

    record ConsumerList(
            List<ConsumerView> consumers, @Nullable String nextToken) {}

    Registered register(Register request, Arns arns) throws IOException {
        KinesisStream stream = lookup.created(null, request.streamARN(), null);
        StreamConsumer consumer =
                new StreamConsumer(request.consumerName(), lookup.now(), TagRules.checked(request.tags()), null);
        stream.change(state -> {
            if (state.consumer(consumer.name()).isPresent()) {
                throw ApiException.resourceInUse("consumer '" + consumer.name() + "' of stream '" + state.name()
                        + "' must not be registered yet");
            }
            if (lookup.limits().isOn()
                    && state.consumers().stream()
                                    .filter(known -> lookup.status(known) == StreamStatus.CREATING)
                                    .count()
                            >= StreamLookup.MAX_CREATING) {
                throw ApiException.limitExceeded("at most " + StreamLookup.MAX_CREATING
                        + " consumers of a stream must be CREATING at the same time; wait until one is ACTIVE");
            }
            if (lookup.limits().isOn() && state.consumers().size() >= MAX_CONSUMERS) {
                throw ApiException.limitExceeded(
                        "a stream must have at most " + MAX_CONSUMERS + " consumers; deregister one");
            }
            return state.add(consumer);
        });
        return new Registered(view(stream.state(), consumer, arns));
    }

    Described describe(OneConsumer request, Arns arns) {
        StreamLookup.Resource found = find(request);
        StreamConsumer consumer = consumer(found);
        StreamState state = found.stream().state();
        return new Described(new Description(
                consumer.name(),
                arns.consumer(state.name(), consumer),
                lookup.status(consumer),
                consumer.created(),
                arns.stream(state.name())));
    }

    ConsumerList list(ListConsumers request, Arns arns) {
        StreamState state = lookup.stream(null, request.streamARN(), request.streamCreationTimestamp())
                .state();
        String after = request.nextToken() == null
                ? ""
                : lookup.nextToken(NEXT_CONSUMERS, 1, request.nextToken())
                        .fields()
                        .get(0);
        List<ConsumerView> remaining = state.consumers().stream()
                .filter(consumer -> consumer.name().compareTo(after) > 0)
                .sorted((left, right) -> left.name().compareTo(right.name()))
                .map(consumer -> view(state, consumer, arns))
                .toList();
        Page<ConsumerView> page =
                Page.of(remaining, request.maxResults() == null ? DEFAULT_PAGE : request.maxResults());
        return new ConsumerList(
                page.members(),
                page.hasMore()
                        ? lookup.nextToken(NEXT_CONSUMERS, List.of(page.last().consumerName()))
                        : null);
    }

    void deregister(OneConsumer request, Arns arns) throws IOException {
        StreamLookup.Resource found = find(request);
        StreamConsumer consumer = consumer(found);
        found.stream().change(state -> state.remove(consumer));
    }

    private StreamLookup.Resource find(OneConsumer request) {
        if (request.consumerARN() != null) {
            return lookup.consumer(request.consumerARN());
        }
        KinesisStream stream = lookup.stream(null, request.streamARN());
        return stream.state().consumers().stream()
                .filter(consumer -> consumer.name().equals(request.consumerName()))
                .map(consumer -> new StreamLookup.Resource(stream, consumer))
                .findFirst()
                .orElseThrow(() -> ApiException.resourceNotFound("consumer '" + request.consumerName() + "' of stream '"
                        + stream.state().name() + "' must be registered"));
    }

    private static StreamConsumer consumer(StreamLookup.Resource found) {
        return requireNonNull(found.consumer(), "consumer is null");
    }

    private ConsumerView view(StreamState state, StreamConsumer consumer, Arns arns) {
        return new ConsumerView(
                consumer.name(), arns.consumer(state.name(), consumer), lookup.status(consumer), consumer.created());
    }
}
