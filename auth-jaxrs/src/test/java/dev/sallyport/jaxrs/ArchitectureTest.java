package dev.sallyport.jaxrs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.sallyport.fixtures.EveryLibrary;
import dev.sallyport.fixtures.MainClasses;
import dev.sallyport.fixtures.Packages;

/** One type is public beside those that runtimes look for, runtimes are known to one class each, and of the servlet module what is made for frameworks only. */
@AnalyzeClasses(packages = "dev.sallyport.jaxrs", importOptions = MainClasses.class)
class ArchitectureTest {
    private static final String JERSEY = "org.glassfish.jersey..";
    private static final String RESTEASY = "org.jboss.resteasy..";

    @ArchTest
    static final ArchTests everyLibrary = ArchTests.in(EveryLibrary.class);

    @ArchTest
    static final ArchRule onlyTheFeatureIsPublicAndWhatRuntimesFind = classes()
            .that()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .should()
            .haveNameMatching(".*\\.(SallyportFeature|DiscoveredFeature|JerseyDiscovery|ResteasyDiscovery)");

    @ArchTest
    static final ArchRule onlyWhatIsNamedForItKnowsJersey =
            Packages.in(JERSEY).areKnownOnlyToClasses(".*\\.Jersey(Callers|Discovery|Locators|Reload)(\\$.*)?");

    @ArchTest
    static final ArchRule onlyItsCallersKnowResteasy =
            Packages.in(RESTEASY).areKnownOnlyToClasses(".*\\.ResteasyCallers");

    /** The decision itself is the servlet module's: nothing here reads credentials, tokens or stores. */
    @ArchTest
    static final ArchRule dependsOnTheGateOnly = Packages.in("dev.sallyport.jaxrs..")
            .knowOnly(
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
