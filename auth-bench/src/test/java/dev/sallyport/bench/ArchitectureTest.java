package dev.sallyport.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sallyport.bench", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.sallyport.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule singleOperationsAndWholeRequestsAreMeasuredApart = noClasses()
            .that()
            .resideInAPackage("dev.sallyport.bench.micro..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.sallyport.bench.http..");
}
