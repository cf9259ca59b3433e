package dev.sallyport.store.jdbc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sallyport", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.sallyport.store.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule dependsOnTheContractAndJdbiOnly = classes()
            .that()
            .resideInAPackage("dev.sallyport.store.jdbc..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.sql..",
                    "org.jspecify..",
                    "org.jdbi..",
                    "org.flywaydb..",
                    "org.postgresql..",
                    "dev.sallyport.store.jdbc..",
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
                    "dev.sallyport.token..",
                    "dev.sallyport.user..");

    /** Flyway is optional: whatever names it cannot be loaded without it. */
    @ArchTest
    static final ArchRule oneClassNamesFlyway = noClasses()
            .that()
            .doNotHaveSimpleName("FlywayMigration")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.flywaydb..");

    /** So is the driver of PostgreSQL: two classes name it, which are loaded where it is. */
    @ArchTest
    static final ArchRule twoClassesNameTheDriver = noClasses()
            .that()
            .doNotHaveSimpleName("PostgresSignal")
            .and()
            .doNotHaveSimpleName("StatementWatch")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.postgresql..");
}
