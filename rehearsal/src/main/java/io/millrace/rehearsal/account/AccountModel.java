package io.millrace.rehearsal.account;

import io.millrace.rehearsal.schema.ResourceSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The stacks and orphaned resources of one account. */
public final class AccountModel {
    private final Map<StackKey, DeployedStack> stacks;
    private final List<Orphan> orphans;
    private int created;

    /** An account without stacks. */
    public AccountModel() {
        this(new LinkedHashMap<>(), new ArrayList<>(), 0);
    }

    private AccountModel(Map<StackKey, DeployedStack> stacks, List<Orphan> orphans, int created) {
        this.stacks = stacks;
        this.orphans = orphans;
        this.created = created;
    }

    private record StackKey(String region, String name) {}

    public AccountModel copy() {
        return new AccountModel(new LinkedHashMap<>(stacks), new ArrayList<>(orphans), created);
    }

    public Collection<DeployedStack> stacks() {
        return Collections.unmodifiableCollection(stacks.values());
    }

    public List<Orphan> orphans() {
        return Collections.unmodifiableList(orphans);
    }

    public Optional<DeployedStack> stack(String region, String name) {
        return Optional.ofNullable(stacks.get(new StackKey(region, name)));
    }

    /** The value of an export of any stack in the region. */
    public Optional<String> exported(String region, String exportName) {
        return exporter(region, exportName).map(stack -> stack.exports().get(exportName));
    }

    /** The value of a stack's output. */
    public Optional<String> output(String stackName, String region, String outputId) {
        return stack(region, stackName)
                .flatMap(stack -> Optional.ofNullable(stack.outputs().get(outputId)));
    }

    /** The stack that exports a name. */
    public Optional<DeployedStack> exporter(String region, String exportName) {
        return stacks.values().stream()
                .filter(stack ->
                        stack.region().equals(region) && stack.exports().containsKey(exportName))
                .findFirst();
    }

    /** Names of the stacks that import an export. */
    public List<String> importers(String region, String exportName) {
        return stacks.values().stream()
                .filter(stack ->
                        stack.region().equals(region) && stack.imports().contains(exportName))
                .map(DeployedStack::name)
                .toList();
    }

    /**
     * Who has a physical name that a template chooses; empty when it is free.
     *
     * @param counts of which stacks the resources count
     */
    public Optional<String> ownerOf(
            ResourceSchema type, String region, String physicalId, Predicate<DeployedStack> counts) {
        Optional<String> ofStack = stacks.values().stream()
                .filter(counts)
                .filter(stack -> type.isGlobal() || stack.region().equals(region))
                .flatMap(stack -> stack.resources().values().stream()
                        .filter(resource -> resource.collidesWith(type, physicalId))
                        .map(resource -> "%s of stack %s".formatted(resource.logicalId(), stack.name())))
                .findFirst();
        return ofStack.or(() -> orphans.stream()
                .filter(orphan -> type.isGlobal() || orphan.region().equals(region))
                .filter(orphan -> orphan.resource().collidesWith(type, physicalId))
                .map(orphan -> "the orphaned %s that stack %s has retained"
                        .formatted(orphan.resource().logicalId(), orphan.stack()))
                .findFirst());
    }

    /** The orphan that held the data of a resource, the newest if there are several. */
    public Optional<Orphan> formerly(String stack, String logicalId) {
        return orphans.stream()
                .filter(orphan -> orphan.hasServed()
                        && orphan.stack().equals(stack)
                        && orphan.resource().logicalId().equals(logicalId))
                .reduce((earlier, later) -> later);
    }

    public void put(DeployedStack stack) {
        stacks.put(new StackKey(stack.region(), stack.name()), stack);
    }

    public void remove(DeployedStack stack) {
        stacks.remove(new StackKey(stack.region(), stack.name()));
    }

    public void add(Orphan orphan) {
        orphans.add(orphan);
    }

    /** A physical name as CloudFormation generates it: unlike any other. */
    public String generatedName(String stack, String logicalId) {
        created++;
        return "%s-%s-%012d".formatted(stack, logicalId, created);
    }
}
