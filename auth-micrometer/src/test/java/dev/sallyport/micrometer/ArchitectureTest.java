package dev.sallyport.micrometer;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.sallyport.fixtures.EveryLibrary;
import dev.sallyport.fixtures.MainClasses;
import dev.sallyport.fixtures.Packages;

@AnalyzeClasses(packages = "dev.sallyport", importOptions = MainClasses.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests everyLibrary = ArchTests.in(EveryLibrary.class);

    @ArchTest
    static final ArchRule dependsOnTheCoreAndMicrometerOnly = Packages.in("dev.sallyport.micrometer..")
            .knowOnly(
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
    static final ArchRule theCoreKnowsNoMicrometer =
            Packages.in("io.micrometer..").areKnownOnlyIn("dev.sallyport.micrometer..");
}
