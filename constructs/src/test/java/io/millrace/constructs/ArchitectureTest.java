package io.millrace.constructs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import software.constructs.Node;

@AnalyzeClasses(packages = "io.millrace.constructs", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule CONSTRUCTS_KNOW_NEITHER_FLINK_NOR_THOSE_WHO_USE_THEM = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.flink..", "io.millrace.infra..", "io.millrace.job..", "io.millrace.local..");

    @ArchTest
    static final ArchRule STREAMS_AND_TOPICS_KNOW_NOTHING_OF_FLINK_APPLICATIONS = noClasses()
            .that()
            .resideInAnyPackage("io.millrace.constructs.streams", "io.millrace.constructs.kafka")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.millrace.constructs.flink");

    @ArchTest
    static final ArchRule CONSTRUCTS_READ_NOTHING_BUT_THEIR_PROPS = noClasses()
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
