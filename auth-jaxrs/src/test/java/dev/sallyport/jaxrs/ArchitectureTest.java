package dev.sallyport.jaxrs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** One type is public beside those that runtimes look for, runtimes are known to one class each, and of the servlet module what is made for frameworks only. */
@AnalyzeClasses(packages = "dev.sallyport.jaxrs", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String JERSEY = "org.glassfish.jersey..";
    private static final String RESTEASY = "org.jboss.resteasy..";

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.sallyport.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheFeatureIsPublicAndWhatRuntimesFind = classes()
            .that()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .should()
            .haveNameMatching(".*\\.(SallyportFeature|DiscoveredFeature|JerseyDiscovery|ResteasyDiscovery)");

    @ArchTest
    static final ArchRule onlyWhatIsNamedForItKnowsJersey = noClasses()
            .that()
            .haveNameNotMatching(".*\\.Jersey(Callers|Discovery|Locators|Reload)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(JERSEY);

    @ArchTest
    static final ArchRule onlyItsCallersKnowResteasy = noClasses()
            .that()
            .haveNameNotMatching(".*\\.ResteasyCallers")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(RESTEASY);

    /** The decision itself is the servlet module's: nothing here reads credentials, tokens or stores. */
    @ArchTest
    static final ArchRule dependsOnTheGateOnly = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "jakarta.servlet..",
                    "jakarta.ws.rs..",
                    "org.jspecify..",
                    JERSEY,
                    RESTEASY,
                    "dev.sallyport.jaxrs..",
                    "dev.sallyport.access..",
                    "dev.sallyport.caller..",
                    "dev.sallyport.outcome..",
                    "dev.sallyport.change..",
                    "dev.sallyport.log..",
                    "dev.sallyport.scope..",
                    "dev.sallyport.servlet",
                    "dev.sallyport.servlet.guard..",
                    "dev.sallyport.servlet.rule..",
                    "dev.sallyport.servlet.wire..");
}
