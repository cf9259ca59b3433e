package dev.sallyport.servlet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.sallyport.fixtures.EveryLibrary;
import dev.sallyport.fixtures.MainClasses;
import dev.sallyport.fixtures.Packages;

/** Imports run downwards only: the root, then guard and wire, then rule, then json. */
@AnalyzeClasses(packages = "dev.sallyport.servlet", importOptions = MainClasses.class)
class LayersTest {
    private static final String ROOT = "dev.sallyport.servlet";
    private static final String GUARD = "dev.sallyport.servlet.guard..";
    private static final String DOORS = "dev.sallyport.servlet.guard";
    private static final String START = "dev.sallyport.servlet.guard.start";
    private static final String DECIDE = "dev.sallyport.servlet.guard.decide";
    private static final String PATH = "dev.sallyport.servlet.guard.path";
    private static final String ADDRESS = "dev.sallyport.servlet.guard.address";
    private static final String WIRE = "dev.sallyport.servlet.wire..";
    private static final String PROFILE = "dev.sallyport.servlet.profile..";
    private static final String CONSOLE = "dev.sallyport.servlet.console..";
    private static final String FIELDS = "dev.sallyport.servlet.fields..";
    private static final String RULE = "dev.sallyport.servlet.rule..";
    private static final String JSON = "dev.sallyport.servlet.json..";
    private static final String SERVLETS = "jakarta.servlet..";

    @ArchTest
    static final ArchTests everyLibrary = ArchTests.in(EveryLibrary.class);

    @ArchTest
    static final ArchRule jsonKnowsNoHttp = Packages.in(JSON).knowNoneOf(FIELDS, WIRE, PROFILE, GUARD, ROOT, SERVLETS);

    @ArchTest
    static final ArchRule fieldsKnowNoHttp = Packages.in(FIELDS).knowNoneOf(WIRE, PROFILE, GUARD, ROOT, SERVLETS);

    @ArchTest
    static final ArchRule rulesKnowNoHttp =
            Packages.in(RULE).knowNoneOf(FIELDS, WIRE, PROFILE, GUARD, ROOT, JSON, SERVLETS);

    @ArchTest
    static final ArchRule nothingKnowsAProfile = Packages.in(PROFILE).areKnownOnlyIn(PROFILE);

    @ArchTest
    static final ArchRule profilesKnowNoGuard = Packages.in(PROFILE).knowNoneOf(GUARD, ROOT, SERVLETS);

    @ArchTest
    static final ArchRule pageForKeysKnowsNoGuard = Packages.in(CONSOLE).knowNoneOf(GUARD, ROOT, PROFILE, SERVLETS);

    @ArchTest
    static final ArchRule startOfTheGuardKnowsPathsAlone = Packages.in(START).knowNoneOf(DOORS, DECIDE, ADDRESS);

    @ArchTest
    static final ArchRule pathsAndAddressesKnowNoOtherRoom =
            Packages.in(PATH, ADDRESS).knowNoneOf(DOORS, DECIDE, START);

    @ArchTest
    static final ArchRule onlyTheRoomOfAddressesReadsThem = noClasses()
            .that()
            .resideOutsideOfPackage(ADDRESS)
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("dev.sallyport.limit.IpAddress");

    @ArchTest
    static final ArchRule decisionsKnowNoDoor = Packages.in(DECIDE).knowNoneOf(DOORS);

    @ArchTest
    static final ArchRule wireKnowsNoGuard = Packages.in(WIRE).knowNoneOf(GUARD, ROOT);

    @ArchTest
    static final ArchRule onlyJsonKnowsTheParser =
            Packages.in("tools.jackson..").areKnownOnlyIn(JSON);

    @ArchTest
    static final ArchRule nothingKnowsAStore = Packages.in("dev.sallyport.servlet..")
            .knowNoneOf("java.sql..", "dev.sallyport.memory..", "dev.sallyport.stores..");
}
