package dev.sallyport.store.redis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
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
    static final ArchRule dependsOnTheContractAndLettuceOnly = classes()
            .that()
            .resideInAPackage("dev.sallyport.store.redis..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "io.lettuce.core..",
                    "io.netty.util.concurrent..",
                    "dev.sallyport.store.redis..",
                    "dev.sallyport.audit..",
                    "dev.sallyport.change..",
                    "dev.sallyport.limit..",
                    "dev.sallyport.log..");
}
