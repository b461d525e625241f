package io.millrace.lifecycle;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.millrace.lifecycle", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    /** The function's jar stays small, and a change of another module does not change it. */
    @ArchTest
    static final ArchRule THE_FUNCTION_USES_THE_CONTRACT_AND_THE_AWS_SDK_ALONE = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.millrace.lifecycle..",
                    "io.millrace.contract..",
                    "java..",
                    "com.amazonaws.services.lambda.runtime..",
                    "com.fasterxml.jackson..",
                    "org.jspecify.annotations",
                    "software.amazon.awssdk..");
}
