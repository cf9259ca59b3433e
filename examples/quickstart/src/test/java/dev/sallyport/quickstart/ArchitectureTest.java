package dev.sallyport.quickstart;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.sallyport.fixtures.EveryModule;
import dev.sallyport.fixtures.MainClasses;
import jakarta.servlet.http.HttpServlet;

@AnalyzeClasses(packages = "dev.sallyport.quickstart", importOptions = MainClasses.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests everyModule = ArchTests.in(EveryModule.class);

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
