package io.millrace.infra;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import software.constructs.Node;

@AnalyzeClasses(packages = "io.millrace.infra", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule INFRA_KNOWS_NO_FLINK = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "io.millrace.job..", "io.millrace.local..");

    @ArchTest
    static final ArchRule THE_APP_ALONE_READS_ITS_ENVIRONMENT = noClasses()
            .that()
            .doNotHaveSimpleName("InfraApp")
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
