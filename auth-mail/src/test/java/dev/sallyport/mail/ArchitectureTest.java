package dev.sallyport.mail;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sallyport", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule dependsOnTheMailerAndJakartaMailOnly = classes()
            .that()
            .resideInAPackage("dev.sallyport.mail..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.net.ssl..",
                    "org.jspecify..",
                    "jakarta.mail..",
                    "dev.sallyport.mail..",
                    "dev.sallyport.account..",
                    "dev.sallyport.secret..");

    @ArchTest
    static final ArchRule theCoreKnowsNoMail = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sallyport.mail..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.mail..");
}
