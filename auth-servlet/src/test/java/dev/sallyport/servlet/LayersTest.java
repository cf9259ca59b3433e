package dev.sallyport.servlet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Imports run downwards only: the root, then guard and wire, then rule, then json. */
@AnalyzeClasses(packages = "dev.sallyport.servlet", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    private static final String ROOT = "dev.sallyport.servlet";
    private static final String GUARD = "dev.sallyport.servlet.guard..";
    private static final String WIRE = "dev.sallyport.servlet.wire..";
    private static final String PROFILE = "dev.sallyport.servlet.profile..";
    private static final String FIELDS = "dev.sallyport.servlet.fields..";
    private static final String RULE = "dev.sallyport.servlet.rule..";
    private static final String JSON = "dev.sallyport.servlet.json..";

    @ArchTest
    static void hasNoPackageCycles(JavaClasses classes) {
        slices().matching("dev.sallyport.(**)").should().beFreeOfCycles().check(classes);
    }

    @ArchTest
    static final ArchRule jsonKnowsNoHttp = noClasses()
            .that()
            .resideInAPackage(JSON)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FIELDS, WIRE, PROFILE, GUARD, ROOT, "jakarta.servlet..");

    @ArchTest
    static final ArchRule fieldsKnowNoHttp = noClasses()
            .that()
            .resideInAPackage(FIELDS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(WIRE, PROFILE, GUARD, ROOT, "jakarta.servlet..");

    @ArchTest
    static final ArchRule rulesKnowNoHttp = noClasses()
            .that()
            .resideInAPackage(RULE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FIELDS, WIRE, PROFILE, GUARD, ROOT, JSON, "jakarta.servlet..");

    @ArchTest
    static final ArchRule nothingKnowsAProfile = noClasses()
            .that()
            .resideOutsideOfPackage(PROFILE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(PROFILE);

    @ArchTest
    static final ArchRule profilesKnowNoGuard = noClasses()
            .that()
            .resideInAPackage(PROFILE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(GUARD, ROOT, "jakarta.servlet..");

    @ArchTest
    static final ArchRule startOfTheGuardKnowsPathsAlone = noClasses()
            .that()
            .resideInAPackage("dev.sallyport.servlet.guard.start")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sallyport.servlet.guard",
                    "dev.sallyport.servlet.guard.decide",
                    "dev.sallyport.servlet.guard.address");

    @ArchTest
    static final ArchRule pathsAndAddressesKnowNoOtherRoom = noClasses()
            .that()
            .resideInAnyPackage("dev.sallyport.servlet.guard.path", "dev.sallyport.servlet.guard.address")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sallyport.servlet.guard",
                    "dev.sallyport.servlet.guard.decide",
                    "dev.sallyport.servlet.guard.start");

    @ArchTest
    static final ArchRule onlyTheRoomOfAddressesReadsThem = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sallyport.servlet.guard.address")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("dev.sallyport.limit.IpAddress");

    @ArchTest
    static final ArchRule decisionsKnowNoDoor = noClasses()
            .that()
            .resideInAPackage("dev.sallyport.servlet.guard.decide")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.sallyport.servlet.guard");

    @ArchTest
    static final ArchRule wireKnowsNoGuard = noClasses()
            .that()
            .resideInAPackage(WIRE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(GUARD, ROOT);

    @ArchTest
    static final ArchRule onlyJsonKnowsTheParser = noClasses()
            .that()
            .resideOutsideOfPackage(JSON)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("tools.jackson..");

    @ArchTest
    static final ArchRule nothingKnowsAStore = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "dev.sallyport.memory..", "dev.sallyport.stores..");
}
