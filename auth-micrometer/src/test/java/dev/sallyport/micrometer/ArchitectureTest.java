package dev.sallyport.micrometer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sallyport", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule dependsOnTheCoreAndMicrometerOnly = classes()
            .that()
            .resideInAPackage("dev.sallyport.micrometer..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "io.micrometer..",
                    "dev.sallyport.micrometer..",
                    "dev.sallyport",
                    "dev.sallyport.activity..",
                    "dev.sallyport.caller..",
                    "dev.sallyport.outcome..",
                    "dev.sallyport.stores..");

    @ArchTest
    static final ArchRule theCoreKnowsNoMicrometer = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sallyport.micrometer..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");
}
