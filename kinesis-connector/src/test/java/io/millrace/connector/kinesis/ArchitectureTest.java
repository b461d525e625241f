package io.millrace.connector.kinesis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.millrace.connector", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String API = "io.millrace.connector.kinesis";

    @ArchTest
    static final ArchRule theConnectorKnowsFlinkAndTheAwsSdkOnly = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    API + "..",
                    "java..",
                    "org.apache.flink..",
                    "software.amazon.awssdk..",
                    "io.netty..",
                    "org.reactivestreams..",
                    "org.slf4j..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule theFormatOfAggregatesStandsAlone = classes()
            .that()
            .resideInAPackage(API + ".aggregate")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(API + ".aggregate", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule whatIsSharedDoesNotKnowItsUsers = noClasses()
            .that()
            .resideInAnyPackage(API + ".client", API + ".split")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(API + ".enumerator", API + ".reader", API + ".sink");

    @ArchTest
    static final ArchRule readersKnowNoEnumerator = noClasses()
            .that()
            .resideInAPackage(API + ".reader")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(API + ".enumerator", API + ".sink");

    @ArchTest
    static final ArchRule enumeratorsKnowNoReader = noClasses()
            .that()
            .resideInAPackage(API + ".enumerator")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(API + ".reader", API + ".sink");
}
