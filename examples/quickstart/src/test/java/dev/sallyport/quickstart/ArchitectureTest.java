package dev.sallyport.quickstart;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.servlet.http.HttpServlet;

@AnalyzeClasses(packages = "dev.sallyport.quickstart", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.sallyport.(**)").should().beFreeOfCycles();

    /** What an application's own code has to know of the library: its annotations, and who is calling. */
    @ArchTest
    static final ArchRule servletsKnowNoMoreThanAnnotationsAndTheCaller = classes()
            .that()
            .areAssignableTo(HttpServlet.class)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "jakarta..",
                    "org.jspecify..",
                    "dev.sallyport.quickstart..",
                    "dev.sallyport.access..",
                    "dev.sallyport.caller..",
                    "dev.sallyport.outcome..",
                    "dev.sallyport.limit..");
}
