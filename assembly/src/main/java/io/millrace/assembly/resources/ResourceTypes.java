package io.millrace.assembly.resources;

import java.util.List;
import java.util.Optional;

/** The resource types that are known here. */
final class ResourceTypes {
    /** In the order of planning: a type may use what those before it added to the plan. */
    static final List<ResourceType> ALL = List.of(
            new BucketType(),
            new BucketDeploymentType(),
            new KinesisStreamType(),
            new SecretType(),
            new SsmParameterType(),
            new NestedStackType(),
            new ExportWriterType(),
            new ExportReaderType(),
            new FlinkApplicationType());

    private ResourceTypes() {}

    static Optional<ResourceType> named(String name) {
        return ALL.stream().filter(type -> type.name().equals(name)).findFirst();
    }
}
