package io.millrace.integration;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Which module may depend on which. {@code constructs}, {@code infra} and {@code job} have their own rules in their own tests.
 */
@AnalyzeClasses(
        packages = "io.millrace",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeTestJars.class})
class ArchitectureTest {
    /** The tests of another module, which are a jar beside its own. */
    static final class DoNotIncludeTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String[] LOCAL_FACES = {
        "io.millrace.local.cli..", "io.millrace.local.junit", "io.millrace.local.demo"
    };

    private static final String[] CDK = {"software.amazon.awscdk..", "software.constructs.."};

    @ArchTest
    static final ArchRule jobsKnowNoInfrastructure = noClasses()
            .that()
            .resideInAPackage("io.millrace.job..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CDK);

    @ArchTest
    static final ArchRule localRuntimeRunsAnyAssemblyAndAnyJar = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.millrace.assembly..",
                    "io.millrace.local..",
                    "io.millrace.kinesis..",
                    "io.millrace.kafka..",
                    "io.millrace.cluster..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.millrace.infra..", "io.millrace.constructs..", "io.millrace.job..");

    @ArchTest
    static final ArchRule kinesisKnowsNoOtherModule = noClasses()
            .that()
            .resideInAPackage("io.millrace.kinesis..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.millrace..").and(resideOutsideOfPackage("io.millrace.kinesis..")));

    @ArchTest
    static final ArchRule kafkaKnowsNoOtherModule = noClasses()
            .that()
            .resideInAPackage("io.millrace.kafka..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.millrace..").and(resideOutsideOfPackage("io.millrace.kafka..")));

    @ArchTest
    static final ArchRule clusterKnowsNoOtherModule = noClasses()
            .that()
            .resideInAPackage("io.millrace.cluster..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.millrace..").and(resideOutsideOfPackage("io.millrace.cluster..")));

    @ArchTest
    static final ArchRule assemblyKnowsOnlyTheContractAndTheFormatOfAggregates = noClasses()
            .that()
            .resideInAPackage("io.millrace.assembly..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.millrace..")
                    .and(not(resideInAnyPackage(
                            "io.millrace.assembly..",
                            "io.millrace.contract..",
                            "io.millrace.connector.kinesis.aggregate"))));

    @ArchTest
    static final ArchRule promisesKnowOnlyTheAssembly = noClasses()
            .that()
            .resideInAPackage("io.millrace.promises..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.millrace..")
                    .and(not(resideInAnyPackage("io.millrace.promises..", "io.millrace.assembly.."))));

    @ArchTest
    static final ArchRule rehearsalKnowsOnlyTheAssembly = noClasses()
            .that()
            .resideInAPackage("io.millrace.rehearsal..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.millrace..")
                    .and(not(resideInAnyPackage("io.millrace.rehearsal..", "io.millrace.assembly.."))));

    @ArchTest
    static final ArchRule packagesOfRehearsalKnowThoseBelow = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .ensureAllClassesAreContainedInArchitectureIgnoring(not(resideInAPackage("io.millrace.rehearsal..")))
            .layer("schema")
            .definedBy("io.millrace.rehearsal.schema")
            .layer("result")
            .definedBy("io.millrace.rehearsal.result")
            .layer("account")
            .definedBy("io.millrace.rehearsal.account")
            .layer("quota")
            .definedBy("io.millrace.rehearsal.quota")
            .layer("deployment")
            .definedBy("io.millrace.rehearsal.deployment")
            .layer("rehearsal")
            .definedBy("io.millrace.rehearsal")
            .whereLayer("schema")
            .mayNotAccessAnyLayer()
            .whereLayer("result")
            .mayNotAccessAnyLayer()
            .whereLayer("account")
            .mayOnlyAccessLayers("schema")
            .whereLayer("quota")
            .mayOnlyAccessLayers("schema", "account", "result")
            .whereLayer("deployment")
            .mayOnlyAccessLayers("schema", "result", "account", "quota")
            .whereLayer("rehearsal")
            .mayOnlyAccessLayers("result", "account", "deployment");

    /** Templates are read, resources planned out of them, and a plan's streams used; nothing looks back. */
    @ArchTest
    static final ArchRule packagesOfAssemblyKnowThoseBelow = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("template")
            .definedBy("io.millrace.assembly.template")
            .layer("schema")
            .definedBy("io.millrace.assembly.schema")
            .layer("assembly")
            .definedBy("io.millrace.assembly")
            .layer("deployment")
            .definedBy("io.millrace.assembly.deployment")
            .layer("resources")
            .definedBy("io.millrace.assembly.resources")
            .layer("cloudformation")
            .definedBy("io.millrace.assembly.cloudformation")
            .layer("sam")
            .definedBy("io.millrace.assembly.cloudformation.sam")
            .layer("streams")
            .definedBy("io.millrace.assembly.streams")
            .layer("backends")
            .definedBy("io.millrace.assembly.streams.*")
            .whereLayer("template")
            .mayNotAccessAnyLayer()
            .whereLayer("schema")
            .mayNotAccessAnyLayer()
            .whereLayer("assembly")
            .mayOnlyBeAccessedByLayers("resources")
            .whereLayer("deployment")
            .mayOnlyBeAccessedByLayers("resources", "streams", "backends")
            .whereLayer("resources")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("cloudformation")
            .mayOnlyAccessLayers("sam")
            .whereLayer("sam")
            .mayNotAccessAnyLayer()
            .whereLayer("streams")
            .mayOnlyBeAccessedByLayers("backends")
            .whereLayer("backends")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule contractStandsAlone = classes()
            .that()
            .resideInAPackage("io.millrace.contract..")
            .and()
            .resideOutsideOfPackage("io.millrace.contract.flink")
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("io.millrace.contract..", "java..", "com.fasterxml.jackson..", "org.jspecify..")
                            .and(resideOutsideOfPackage("io.millrace.contract.flink")));

    @ArchTest
    static final ArchRule contractOfFlinkJobsKnowsTheContractAndFlink = classes()
            .that()
            .resideInAPackage("io.millrace.contract.flink")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.millrace.contract",
                    "io.millrace.contract.flink",
                    "java..",
                    "org.jspecify..",
                    "org.apache.flink..",
                    "com.amazonaws.services.kinesisanalytics.runtime");

    @ArchTest
    static final ArchRule consoleKnowsNoOtherModule = classes()
            .that()
            .resideInAPackage("io.millrace.console..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.millrace.console..",
                    "java..",
                    "com.sun.net.httpserver..",
                    "com.fasterxml.jackson..",
                    "org.jspecify..");

    /** What is reported does not depend on who serves it. */
    @ArchTest
    static final ArchRule reportsKnowNoServer = noClasses()
            .that()
            .resideInAPackage("io.millrace.console.report..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.millrace.console.server..", "com.sun.net.httpserver..");

    @ArchTest
    static final ArchRule costStandsAlone = classes()
            .that()
            .resideInAPackage("io.millrace.cost..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.millrace.cost..", "java..", "com.fasterxml.jackson..", "org.jspecify..");

    @ArchTest
    static final ArchRule localRuntimeKnowsWhatHoldsItsStreamsInOnePackageEach = noClasses()
            .that()
            .resideInAnyPackage("io.millrace.assembly..", "io.millrace.local..")
            .and()
            .resideOutsideOfPackages("io.millrace.assembly.streams.kinesis..", "io.millrace.assembly.streams.kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon.awssdk..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule kinesisServerIsLayered = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("server")
            .definedBy("io.millrace.kinesis.server..")
            .layer("api")
            .definedBy("io.millrace.kinesis.api..")
            .layer("request")
            .definedBy("io.millrace.kinesis.request..")
            .layer("store")
            .definedBy("io.millrace.kinesis.store..")
            .layer("http")
            .definedBy("io.millrace.kinesis.http..")
            .layer("log")
            .definedBy("io.millrace.kinesis.log..")
            .layer("codec")
            .definedBy("io.millrace.kinesis.codec..")
            .layer("limit")
            .definedBy("io.millrace.kinesis.limit..")
            .layer("view")
            .definedBy("io.millrace.kinesis.view..")
            .whereLayer("server")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("api")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("request")
            .mayOnlyBeAccessedByLayers("server", "api")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("server", "api", "view")
            .whereLayer("view")
            .mayOnlyBeAccessedByLayers("api")
            .whereLayer("limit")
            .mayOnlyBeAccessedByLayers("server", "api", "store")
            .whereLayer("http")
            .mayOnlyBeAccessedByLayers("server", "api")
            .whereLayer("log")
            .mayOnlyBeAccessedByLayers("api", "store", "view")
            .whereLayer("codec")
            .mayOnlyBeAccessedByLayers("server", "api", "request", "store");

    @ArchTest
    static final ArchRule otherModulesKnowTheKinesisServerOnly = noClasses()
            .that()
            .resideOutsideOfPackage("io.millrace.kinesis..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.millrace.kinesis..")
                    .and(resideOutsideOfPackage("io.millrace.kinesis.server..")));

    /** The command line runs without it. */
    @ArchTest
    static final ArchRule localRuntimeKnowsJUnitInOnePackage = noClasses()
            .that()
            .resideInAPackage("io.millrace.local..")
            .and()
            .resideOutsideOfPackage("io.millrace.local.junit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit..", "io.millrace.local.junit..");

    /** What each package of the local runtime may use of the others. */
    @ArchTest
    static final ArchRule packagesOfTheLocalRuntimeKnowThoseBelow = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("files")
            .definedBy("io.millrace.local.files")
            .layer("process")
            .definedBy("io.millrace.local.process")
            .layer("flink")
            .definedBy("io.millrace.local.flink")
            .layer("history")
            .definedBy("io.millrace.local.history")
            .layer("versions")
            .definedBy("io.millrace.local.versions")
            .layer("requests")
            .definedBy("io.millrace.local.requests")
            .layer("server")
            .definedBy("io.millrace.local.server")
            .layer("runtime")
            .definedBy("io.millrace.local.runtime")
            .layer("application")
            .definedBy("io.millrace.local.application")
            .layer("update")
            .definedBy("io.millrace.local.update")
            .layer("stage")
            .definedBy("io.millrace.local.stage")
            .layer("observe")
            .definedBy("io.millrace.local.observe")
            .layer("replay")
            .definedBy("io.millrace.local.replay")
            .layer("inspection")
            .definedBy("io.millrace.local.inspection")
            .layer("console")
            .definedBy("io.millrace.local.console")
            .layer("faces")
            .definedBy(LOCAL_FACES)
            .whereLayer("files")
            .mayNotAccessAnyLayer()
            .whereLayer("process")
            .mayOnlyAccessLayers("files")
            .whereLayer("flink")
            .mayNotAccessAnyLayer()
            .whereLayer("history")
            .mayNotAccessAnyLayer()
            .whereLayer("versions")
            .mayOnlyAccessLayers("files")
            .whereLayer("requests")
            .mayOnlyAccessLayers("files", "process")
            .whereLayer("server")
            .mayOnlyAccessLayers("process")
            .whereLayer("runtime")
            .mayOnlyAccessLayers("files", "process")
            .whereLayer("application")
            .mayOnlyAccessLayers("files", "process", "flink", "history", "versions", "server", "runtime")
            .whereLayer("update")
            .mayOnlyAccessLayers("files", "process", "flink", "versions", "requests", "server", "application")
            .whereLayer("stage")
            .mayOnlyAccessLayers(
                    "files", "process", "history", "versions", "requests", "server", "runtime", "application", "update")
            .whereLayer("observe")
            .mayOnlyAccessLayers("process", "flink", "history", "versions", "server", "application", "stage")
            .whereLayer("replay")
            .mayOnlyAccessLayers("observe", "process", "server", "stage", "versions")
            .whereLayer("inspection")
            .mayOnlyAccessLayers("application", "process", "stage", "versions")
            .whereLayer("console")
            .mayOnlyAccessLayers("observe", "process", "history", "requests", "server", "stage")
            .whereLayer("faces")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule commandsUseTheirOptionsAndOutput = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("commands")
            .definedBy("io.millrace.local.cli")
            .layer("options")
            .definedBy("io.millrace.local.cli.options")
            .layer("output")
            .definedBy("io.millrace.local.cli.output")
            .layer("inspect")
            .definedBy("io.millrace.local.cli.inspect")
            .layer("records")
            .definedBy("io.millrace.local.cli.records")
            .whereLayer("commands")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("inspect")
            .mayOnlyBeAccessedByLayers("commands")
            .whereLayer("records")
            .mayOnlyBeAccessedByLayers("commands")
            .whereLayer("options")
            .mayNotAccessAnyLayer()
            .whereLayer("output")
            .mayNotAccessAnyLayer();

    /** They start and reach a stage through its public classes, and know below these only what they give and return. */
    @ArchTest
    static final ArchRule commandsExtensionAndDemoShareOneFaceOfTheLocalRuntime = noClasses()
            .that()
            .resideInAnyPackage(LOCAL_FACES)
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.millrace.local.application", "io.millrace.local.server")
                    .and(not(simpleName("ApplicationStatus")))
                    .and(not(simpleName("KinesisLimits")))
                    .and(not(simpleName("KnownStream")))
                    .and(not(simpleName("StageStreams"))));
}
