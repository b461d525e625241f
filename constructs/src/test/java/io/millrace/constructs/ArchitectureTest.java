package io.millrace.constructs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import software.constructs.Node;

@AnalyzeClasses(packages = "io.millrace.constructs", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule CONSTRUCTS_USE_NEITHER_FLINK_NOR_THEIR_USERS = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.flink..",
                    "io.millrace.infra..",
                    "io.millrace.job..",
                    "io.millrace.lifecycle..",
                    "io.millrace.assembly..",
                    "io.millrace.local..");

    /** What each package may use of the others. */
    @ArchTest
    static final ArchRule PACKAGES_USE_ONLY_THOSE_BELOW_THEM = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("streams")
            .definedBy("io.millrace.constructs.streams")
            .layer("kafka")
            .definedBy("io.millrace.constructs.kafka")
            .layer("binding")
            .definedBy("io.millrace.constructs.flink.binding")
            .layer("jar")
            .definedBy("io.millrace.constructs.flink.jar")
            .layer("lifecycle")
            .definedBy("io.millrace.constructs.lifecycle")
            .layer("flink")
            .definedBy("io.millrace.constructs.flink")
            .layer("monitoring")
            .definedBy("io.millrace.constructs.monitoring")
            .layer("scaling")
            .definedBy("io.millrace.constructs.scaling")
            .layer("pipeline")
            .definedBy("io.millrace.constructs.pipeline")
            .whereLayer("streams")
            .mayNotAccessAnyLayer()
            .whereLayer("kafka")
            .mayNotAccessAnyLayer()
            .whereLayer("binding")
            .mayOnlyAccessLayers("streams", "kafka")
            .whereLayer("jar")
            .mayNotAccessAnyLayer()
            .whereLayer("lifecycle")
            .mayNotAccessAnyLayer()
            .whereLayer("flink")
            .mayOnlyAccessLayers("streams", "kafka", "binding", "jar", "lifecycle")
            .whereLayer("monitoring")
            .mayOnlyAccessLayers("streams", "kafka", "binding", "flink")
            .whereLayer("scaling")
            .mayOnlyAccessLayers("flink")
            .whereLayer("pipeline")
            .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule CONSTRUCTS_READ_THEIR_PROPS_ONLY = noClasses()
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .callMethod(Node.class, "tryGetContext", String.class)
            .orShould()
            .callMethod(Node.class, "getContext", String.class);
}
