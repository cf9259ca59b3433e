package dev.sallyport.testing;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.sallyport.fixtures.EveryLibrary;
import dev.sallyport.fixtures.MainClasses;
import dev.sallyport.fixtures.Packages;

@AnalyzeClasses(packages = "dev.sallyport.testing", importOptions = MainClasses.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests everyLibrary = ArchTests.in(EveryLibrary.class);

    @ArchTest
    static final ArchRule dependsOnTheCoreAndTestLibrariesOnly = Packages.in("dev.sallyport.testing..")
            .knowOnly(
                    "java..",
                    "javax.crypto..",
                    "org.jspecify..",
                    "org.junit..",
                    "org.assertj..",
                    "dev.sallyport",
                    "dev.sallyport.testing..",
                    "dev.sallyport.account..",
                    "dev.sallyport.page..",
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
                    "dev.sallyport.tenant..",
                    "dev.sallyport.token..",
                    "dev.sallyport.user..");
}
