package io.millrace.kinesis.api;

import io.millrace.kinesis.request.ApiException;
import io.millrace.kinesis.request.Request;
import io.millrace.kinesis.store.StreamMode;
import io.millrace.kinesis.store.StreamState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The account's limits and settings, and resource policies, which are kept but forbid nothing. */
final class AccountOperations {
    private static final int ON_DEMAND_STREAMS = 50;
    private static final int MAX_POLICY_CHARACTERS = 20_480;
    /** How long the service keeps a commitment once it is made. */
    private static final Duration COMMITMENT = Duration.ofHours(24);

    private final StreamLookup lookup;
    private volatile Commitment commitment = new Commitment("DISABLED", null, null, null);

    AccountOperations(StreamLookup lookup) {
        this.lookup = lookup;
    }

    record None() implements Request {}

    record Limits(int shardLimit, int openShardCount, int onDemandStreamCount, int onDemandStreamCountLimit) {}

    /** As in requests. */
    record CommitmentStatus(String status) implements Request {}

    record UpdateAccountSettings(CommitmentStatus minimumThroughputBillingCommitment) implements Request {}

    record Commitment(
            String status,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Instant earliestAllowedEndAt) {}

    record Settings(Commitment minimumThroughputBillingCommitment) {}

    record PutPolicy(String resourceARN, String policy) implements Request {}

    record ResourcePolicy(String resourceARN) implements Request {}

    record Policy(String policy) {}

    Limits describeLimits(None request, Arns arns) {
        List<StreamState> streams = lookup.states();
        return new Limits(
                ReshardOperations.SHARD_LIMIT,
                lookup.openShards(),
                (int) streams.stream()
                        .filter(stream -> stream.mode() == StreamMode.ON_DEMAND)
                        .count(),
                ON_DEMAND_STREAMS);
    }

    Settings describeSettings(None request, Arns arns) {
        return new Settings(commitment);
    }

    /** Lasts until the server stops: nothing here costs anything. */
    synchronized Settings updateSettings(UpdateAccountSettings request, Arns arns) {
        Instant now = lookup.now();
        boolean isWanted = request.minimumThroughputBillingCommitment().status().equals("ENABLED");
        Instant earliestEnd = commitment.earliestAllowedEndAt();
        if (isWanted && !commitment.status().equals("ENABLED")) {
            commitment = new Commitment("ENABLED", now, null, now.plus(COMMITMENT));
        } else if (!isWanted && earliestEnd != null && earliestEnd.isAfter(now)) {
            commitment = new Commitment(
                    "ENABLED_UNTIL_EARLIEST_ALLOWED_END", commitment.startedAt(), earliestEnd, earliestEnd);
        } else if (!isWanted) {
            commitment = new Commitment("DISABLED", commitment.startedAt(), now, null);
        }
        return new Settings(commitment);
    }

    void putPolicy(PutPolicy request, Arns arns) throws IOException {
        if (request.policy().isEmpty() || request.policy().length() > MAX_POLICY_CHARACTERS) {
            throw ApiException.invalidArgument("policy must have 1 to " + MAX_POLICY_CHARACTERS + " characters, got "
                    + request.policy().length());
        }
        if (!request.policy().stripLeading().startsWith("{")) {
            throw ApiException.invalidArgument("policy must be a JSON object");
        }
        change(request.resourceARN(), request.policy());
    }

    void deletePolicy(ResourcePolicy request, Arns arns) throws IOException {
        getPolicy(request, arns);
        change(request.resourceARN(), null);
    }

    Policy getPolicy(ResourcePolicy request, Arns arns) {
        StreamLookup.Resource resource = lookup.resource(request.resourceARN());
        String policy = resource.consumer() == null
                ? resource.stream().state().policy()
                : resource.consumer().policy();
        if (policy == null) {
            throw ApiException.resourceNotFound(
                    "'" + request.resourceARN() + "' must have a policy; put one with PutResourcePolicy");
        }
        return new Policy(policy);
    }

    private void change(String arn, @Nullable String policy) throws IOException {
        StreamLookup.Resource resource = lookup.resource(arn);
        resource.stream()
                .change(state -> resource.consumer() == null
                        ? state.policy(policy)
                        : resource.replace(state, consumer -> consumer.policy(policy)));
    }
}
