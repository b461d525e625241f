package io.millrace.assembly.resources;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.Stage;
import io.millrace.assembly.template.ExternalValue;
import io.millrace.assembly.template.ParameterRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** The stacks of a stage with the nested ones, as their templates refer to each other. */
final class StageStacks {
    private final Stage stage;
    private final PublishedObjects objects;
    private final ExternalValues externals;
    private final Consumer<String> notices;
    private final List<StageStacks> others;
    private final List<StackResources> stacks = new ArrayList<>();
    private final Set<String> lookups = new HashSet<>();

    /** @param others the other stages of the assembly, which a reference may lead to */
    StageStacks(
            Stage stage,
            PublishedObjects objects,
            ExternalValues externals,
            Consumer<String> notices,
            List<StageStacks> others) {
        this.stage = requireNonNull(stage, "stage is null");
        this.objects = requireNonNull(objects, "objects is null");
        this.externals = requireNonNull(externals, "externals is null");
        this.notices = requireNonNull(notices, "notices is null");
        this.others = List.copyOf(others);
        stage.templates().forEach(template -> stacks.add(new StackResources(template, this, Optional.empty())));
    }

    /**
     * Expands the templates and adds the nested stacks.
     *
     * @param reader runs each step, which fails when a template cannot be read
     */
    void complete(Consumer<Runnable> reader) {
        for (StackResources stack : List.copyOf(stacks)) {
            complete(stack, reader);
        }
    }

    private void complete(StackResources stack, Consumer<Runnable> reader) {
        reader.accept(stack::expand);
        stack.template()
                .parameterNames()
                .forEach(name -> reader.accept(() -> stack.evaluator().checkParameter(name)));
        ParameterRule.of(stack.template()).forEach(rule -> reader.accept(() -> stack.check(rule)));
        for (Resource resource : stack.resources()) {
            if (resource.type().equals(NestedStackType.NAME)) {
                reader.accept(() -> stack.nest(resource).ifPresent(nested -> {
                    stacks.add(nested);
                    complete(nested, reader);
                }));
            }
        }
    }

    List<StackResources> all() {
        return List.copyOf(stacks);
    }

    /** All resources, in the order of the stacks. */
    List<Resource> resources() {
        return stacks.stream().flatMap(stack -> stack.resources().stream()).toList();
    }

    /** The applications of all stages. */
    Stream<Resource> applications() {
        return allStages().flatMap(stage -> stage.resources(FlinkApplicationType.NAME));
    }

    /** The parameters of all stacks, each as {@code STACK.NAME}. */
    List<String> parameters() {
        return allStages()
                .flatMap(one -> one.stacks.stream())
                .flatMap(one -> one.template().parameterNames().stream()
                        .map(name -> one.template().stackName() + "." + name))
                .distinct()
                .toList();
    }

    /** Says in the plan what differs from AWS. */
    void say(String notice) {
        notices.accept(notice);
    }

    ExternalValues externals() {
        return externals;
    }

    /** The file of an object: one of the assembly's, or one that the user gives. */
    Optional<Path> file(ExternalValue object) {
        return objects.find(object.name());
    }

    Optional<JsonNode> exported(String region, String name) {
        return inAnyStage("export " + name, one -> one.stacks.stream()
                .filter(stack -> stack.template().region().equals(region))
                .map(stack -> stack.export(name)));
    }

    Optional<JsonNode> output(String stackName, String region, String name) {
        return inAnyStage("output %s of stack %s".formatted(name, stackName), one -> one.stacks.stream()
                .filter(stack -> stack.template().stackName().equals(stackName)
                        && stack.template().region().equals(region))
                .map(stack -> stack.output(name)));
    }

    /** What a {@code Custom::CrossRegionExportWriter} writes into another region, by the name of the SSM parameter. */
    Optional<JsonNode> crossRegionExport(String name) {
        return inAnyStage("export " + name, one -> one.resources(ExportWriterType.NAME)
                .map(writer -> ExportWriterType.export(writer, name)));
    }

    /** The value of a parameter of Systems Manager that a template declares. */
    Optional<String> ssmParameter(String name) {
        return named("SSM parameter " + name, one -> one.candidates(SsmParameterType.NAME, name)
                .map(parameter -> SsmParameterType.value(parameter, name)));
    }

    /** The value of a secret, if a template has it in clear. */
    Optional<String> secret(String name) {
        return named("secret " + name, one -> one.candidates(SecretType.NAME, name)
                .map(secret -> SecretType.value(secret, name)));
    }

    /** Empty for what is being looked up: the name or the condition of a resource depends on it, as it was before the stack. */
    private Optional<String> named(String what, Function<StageStacks, Stream<Optional<String>>> search) {
        if (!lookups.add(what)) {
            return Optional.empty();
        }
        try {
            return inAnyStage(what, search);
        } finally {
            lookups.remove(what);
        }
    }

    /** The resources of a type that may have a name: at first those that have it as a text, and none that have another text. */
    private Stream<Resource> candidates(String type, String name) {
        return resources().stream()
                .filter(resource -> resource.type().equals(type))
                .filter(resource -> resource.literal("Name")
                        .filter(other -> !other.equals(name))
                        .isEmpty())
                .sorted(Comparator.comparing(
                        (Resource resource) -> resource.literal("Name").isEmpty()))
                .filter(Resource::isDeployed);
    }

    /** Whether a name is that of a delivery stream of Firehose, which jobs bind by the same keys as a stream of Kinesis. */
    boolean isDeliveryStream(String name) {
        return resources("AWS::KinesisFirehose::DeliveryStream")
                .anyMatch(
                        delivery -> delivery.physicalName("DeliveryStreamName").equals(name));
    }

    /** The resources of a type that are deployed. */
    Stream<Resource> resources(String type) {
        return resources().stream()
                .filter(resource -> resource.type().equals(type))
                .filter(Resource::isDeployed);
    }

    /** Looks into this stage first. What another one has is known too, but it does not run with this one. */
    private <T> Optional<T> inAnyStage(String what, Function<StageStacks, Stream<Optional<T>>> search) {
        Optional<T> own = search.apply(this).flatMap(Optional::stream).findFirst();
        if (own.isPresent()) {
            return own;
        }
        for (StageStacks other : others) {
            Optional<T> found = search.apply(other).flatMap(Optional::stream).findFirst();
            if (found.isPresent()) {
                notices.accept("%s is of stage %s; what it names does not run in this stage"
                        .formatted(what, other.stage.name()));
                return found;
            }
        }
        return Optional.empty();
    }

    private Stream<StageStacks> allStages() {
        return Stream.concat(Stream.of(this), others.stream());
    }
}
