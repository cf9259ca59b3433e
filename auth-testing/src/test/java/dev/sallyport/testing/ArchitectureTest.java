package dev.sallyport.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sallyport.testing", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.sallyport.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule dependsOnTheCoreAndTestLibrariesOnly = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "org.jspecify..",
                    "org.junit..",
                    "org.assertj..",
                    "dev.sallyport",
                    "dev.sallyport.testing..",
                    "dev.sallyport.apikey..",
                    "dev.sallyport.audit..",
                    "dev.sallyport.authenticate..",
                    "dev.sallyport.caller..",
                    "dev.sallyport.outcome..",
                    "dev.sallyport.change..",
                    "dev.sallyport.client..",
                    "dev.sallyport.grant..",
                    "dev.sallyport.limit..",
                    "dev.sallyport.scope..",
                    "dev.sallyport.secret..",
                    "dev.sallyport.leak..",
                    "dev.sallyport.session..",
                    "dev.sallyport.stores..",
                    "dev.sallyport.token..",
                    "dev.sallyport.user..");
}
