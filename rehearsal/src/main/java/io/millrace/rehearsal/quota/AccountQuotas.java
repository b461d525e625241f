package io.millrace.rehearsal.quota;

import io.millrace.rehearsal.account.AccountModel;
import io.millrace.rehearsal.account.DeployedResource;
import io.millrace.rehearsal.result.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** The default quotas of an account, for what a rehearsal has put into it, orphans included. */
public final class AccountQuotas {
    private static final Quota STACKS = Quota.adjustable("stacks of a region", 2000);

    /** A quota that resources of a type count towards. */
    private record Counted(Quota quota, String type, ToIntFunction<DeployedResource> weight) {}

    private static final List<Counted> COUNTED = List.of(
            new Counted(Quota.adjustable("IAM roles of an account", 1000), "AWS::IAM::Role", role -> 1),
            new Counted(
                    Quota.adjustable("managed policies of an account", 1500), "AWS::IAM::ManagedPolicy", policy -> 1),
            new Counted(
                    Quota.adjustable("on-demand streams of a region", 50),
                    "AWS::Kinesis::Stream",
                    stream -> isOnDemand(stream) ? 1 : 0),
            new Counted(
                    // of the smallest regions; the largest have 20,000
                    Quota.adjustable("shards of a region", 1000),
                    "AWS::Kinesis::Stream",
                    stream -> isOnDemand(stream)
                            ? 0
                            : stream.properties().path("ShardCount").asInt(1)),
            new Counted(
                    Quota.adjustable("Flink applications of a region", 50),
                    "AWS::KinesisAnalyticsV2::Application",
                    application -> 1),
            new Counted(Quota.adjustable("event rules of a region", 300), "AWS::Events::Rule", rule -> 1));

    private AccountQuotas() {}

    public static List<Finding> check(AccountModel account) {
        List<Finding> findings = new ArrayList<>();
        Map<String, Integer> stacks = new HashMap<>();
        account.stacks().forEach(stack -> stacks.merge(stack.region(), 1, Integer::sum));
        stacks.forEach((region, count) -> STACKS.check(count, region, findings));
        for (Counted counted : COUNTED) {
            Map<String, Integer> counts = new HashMap<>();
            resources(account)
                    .filter(located -> located.resource().type().name().equals(counted.type()))
                    .forEach(located -> counts.merge(
                            located.resource().type().isGlobal() ? "the account" : located.region(),
                            counted.weight().applyAsInt(located.resource()),
                            Integer::sum));
            counts.forEach((region, count) -> counted.quota().check(count, region, findings));
        }
        return findings;
    }

    private record Located(String region, DeployedResource resource) {}

    private static Stream<Located> resources(AccountModel account) {
        return Stream.concat(
                account.stacks().stream().flatMap(stack -> stack.resources().values().stream()
                        .map(resource -> new Located(stack.region(), resource))),
                account.orphans().stream().map(orphan -> new Located(orphan.region(), orphan.resource())));
    }

    private static boolean isOnDemand(DeployedResource stream) {
        return stream.properties().at("/StreamModeDetails/StreamMode").asText().equals("ON_DEMAND");
    }
}
