package dev.sallyport.store.jdbc;

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
    static final ArchRule dependsOnTheContractAndJdbiOnly = Packages.in("dev.sallyport.store.jdbc..")
            .knowOnly(
                    "java..",
                    "javax.sql..",
                    "org.jspecify..",
                    "org.jdbi..",
                    "org.flywaydb..",
                    "org.postgresql..",
                    "dev.sallyport.store.jdbc..",
                    "dev.sallyport.account..",
                    "dev.sallyport.page..",
                    "dev.sallyport.apikey..",
                    "dev.sallyport.audit..",
                    "dev.sallyport.change..",
                    "dev.sallyport.client..",
                    "dev.sallyport.limit..",
                    "dev.sallyport.log..",
                    "dev.sallyport.scope..",
                    "dev.sallyport.secret..",
                    "dev.sallyport.leak..",
                    "dev.sallyport.session..",
                    "dev.sallyport.stores..",
                    "dev.sallyport.tenant..",
                    "dev.sallyport.token..",
                    "dev.sallyport.user..");

    /** Flyway is optional: whatever names it cannot be loaded without it. */
    @ArchTest
    static final ArchRule oneClassNamesFlyway =
            Packages.in("org.flywaydb..").areKnownOnlyToClasses(".*\\.FlywayMigration");

    /** So is the driver of PostgreSQL: two classes name it, which are loaded where it is. */
    @ArchTest
    static final ArchRule twoClassesNameTheDriver =
            Packages.in("org.postgresql..").areKnownOnlyToClasses(".*\\.(PostgresSignal|StatementWatch)");
}
