package io.millrace.infra;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import software.constructs.Node;

@AnalyzeClasses(packages = "io.millrace.infra", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule INFRA_KNOWS_CONSTRUCTS_AND_CONTRACT_ONLY = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.flink..")
                    .or(resideInAPackage("io.millrace..")
                            .and(resideOutsideOfPackages(
                                    "io.millrace.infra..", "io.millrace.constructs..", "io.millrace.contract.."))));

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
