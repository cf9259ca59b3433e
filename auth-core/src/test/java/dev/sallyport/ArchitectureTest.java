package dev.sallyport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.sallyport.fixtures.EveryLibrary;
import dev.sallyport.fixtures.MainClasses;
import dev.sallyport.fixtures.Packages;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.limit.IpAddress;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.secret.Secret;
import dev.sallyport.token.AccessTokens;
import dev.sallyport.user.HashedUserDirectory;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** Imports run downwards only, and time, randomness and logging come in one way. */
@AnalyzeClasses(packages = "dev.sallyport", importOptions = MainClasses.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule LAYERS = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.sallyport..")
            .layer("assembly")
            .definedBy("dev.sallyport")
            .layer("memory")
            .definedBy("dev.sallyport.memory")
            .layer("stores")
            .definedBy("dev.sallyport.stores")
            .layer("grant")
            .definedBy("dev.sallyport.grant")
            .layer("operator")
            .definedBy("dev.sallyport.operator")
            .layer("manage")
            .definedBy("dev.sallyport.manage")
            .layer("tenant")
            .definedBy("dev.sallyport.tenant")
            .layer("authenticate")
            .definedBy("dev.sallyport.authenticate")
            .layer("activity")
            .definedBy("dev.sallyport.activity")
            .layer("token")
            .definedBy("dev.sallyport.token")
            .layer("apikey")
            .definedBy("dev.sallyport.apikey")
            .layer("client")
            .definedBy("dev.sallyport.client")
            .layer("user")
            .definedBy("dev.sallyport.user")
            .layer("session")
            .definedBy("dev.sallyport.session")
            .layer("leak")
            .definedBy("dev.sallyport.leak")
            .layer("account")
            .definedBy("dev.sallyport.account")
            .layer("access")
            .definedBy("dev.sallyport.access")
            .layer("caller")
            .definedBy("dev.sallyport.caller")
            .layer("outcome")
            .definedBy("dev.sallyport.outcome")
            .layer("limit")
            .definedBy("dev.sallyport.limit")
            .layer("environment")
            .definedBy("dev.sallyport.environment")
            .layer("upkeep")
            .definedBy("dev.sallyport.upkeep")
            .layer("thread")
            .definedBy("dev.sallyport.thread")
            .layer("json")
            .definedBy("dev.sallyport.json")
            .layer("text")
            .definedBy("dev.sallyport.text")
            .layer("log")
            .definedBy("dev.sallyport.log")
            .layer("audit")
            .definedBy("dev.sallyport.audit")
            .layer("page")
            .definedBy("dev.sallyport.page")
            .layer("change")
            .definedBy("dev.sallyport.change")
            .layer("scope")
            .definedBy("dev.sallyport.scope")
            .layer("secret")
            .definedBy("dev.sallyport.secret")
            .ensureAllClassesAreContainedInArchitecture()
            .whereLayer("memory")
            .mayOnlyAccessLayers(
                    "stores", "token", "apikey", "client", "user", "session", "leak", "account", "tenant", "limit",
                    "audit", "change", "scope", "secret", "page")
            .whereLayer("stores")
            .mayOnlyAccessLayers(
                    "token", "apikey", "client", "user", "session", "leak", "account", "tenant", "audit", "change",
                    "secret")
            .whereLayer("upkeep")
            .mayOnlyAccessLayers(
                    "stores", "token", "apikey", "user", "session", "account", "audit", "change", "log", "thread")
            .whereLayer("environment")
            .mayOnlyAccessLayers("audit", "change")
            .whereLayer("grant")
            .mayOnlyAccessLayers(
                    "stores",
                    "environment",
                    "log",
                    "thread",
                    "activity",
                    "authenticate",
                    "token",
                    "apikey",
                    "client",
                    "user",
                    "session",
                    "leak",
                    "tenant",
                    "account",
                    "caller",
                    "outcome",
                    "limit",
                    "audit",
                    "change",
                    "scope",
                    "secret",
                    "json",
                    "text")
            .whereLayer("operator")
            .mayOnlyAccessLayers(
                    "environment",
                    "grant",
                    "authenticate",
                    "token",
                    "apikey",
                    "client",
                    "user",
                    "session",
                    "account",
                    "tenant",
                    "caller",
                    "outcome",
                    "audit",
                    "change",
                    "scope",
                    "secret",
                    "page")
            .whereLayer("manage")
            .mayOnlyAccessLayers(
                    "environment",
                    "authenticate",
                    "apikey",
                    "user",
                    "session",
                    "tenant",
                    "caller",
                    "outcome",
                    "limit",
                    "audit",
                    "change",
                    "scope",
                    "page")
            .whereLayer("tenant")
            .mayOnlyAccessLayers("environment", "caller", "outcome", "audit", "change", "scope", "text", "page")
            .whereLayer("activity")
            .mayOnlyAccessLayers("log", "caller", "outcome")
            .whereLayer("authenticate")
            .mayOnlyAccessLayers(
                    "stores", "log", "token", "apikey", "client", "user", "session", "tenant", "caller", "outcome",
                    "limit", "change", "scope", "secret")
            .whereLayer("token")
            .mayOnlyAccessLayers(
                    "environment", "caller", "outcome", "audit", "change", "scope", "secret", "json", "text")
            .whereLayer("apikey")
            .mayOnlyAccessLayers(
                    "environment", "caller", "outcome", "limit", "audit", "change", "scope", "secret", "text", "page")
            .whereLayer("client")
            .mayOnlyAccessLayers(
                    "environment", "caller", "outcome", "audit", "change", "scope", "secret", "text", "page")
            .whereLayer("user")
            .mayOnlyAccessLayers(
                    "environment",
                    "log",
                    "caller",
                    "outcome",
                    "limit",
                    "audit",
                    "change",
                    "secret",
                    "text",
                    "page",
                    "json")
            .whereLayer("session")
            .mayOnlyAccessLayers(
                    "environment", "log", "caller", "outcome", "audit", "change", "scope", "secret", "text", "page")
            .whereLayer("leak")
            .mayOnlyAccessLayers("log", "limit", "secret")
            .whereLayer("account")
            .mayOnlyAccessLayers("environment", "log", "thread", "limit", "audit", "change", "secret", "text")
            .whereLayer("access")
            .mayOnlyAccessLayers("caller", "outcome", "limit", "scope")
            .whereLayer("outcome")
            .mayOnlyAccessLayers("scope")
            .whereLayer("caller")
            .mayOnlyAccessLayers("scope")
            .whereLayer("limit")
            .mayNotAccessAnyLayer()
            .whereLayer("json")
            .mayOnlyAccessLayers("text")
            .whereLayer("text")
            .mayNotAccessAnyLayer()
            .whereLayer("page")
            .mayOnlyAccessLayers("outcome", "text")
            .whereLayer("log")
            .mayNotAccessAnyLayer()
            .whereLayer("thread")
            .mayNotAccessAnyLayer()
            .whereLayer("audit")
            .mayOnlyAccessLayers("change", "limit", "log", "json")
            .whereLayer("change")
            .mayOnlyAccessLayers("log", "thread")
            .whereLayer("scope")
            .mayNotAccessAnyLayer()
            .whereLayer("secret")
            .mayOnlyAccessLayers("change", "log", "text")
            .whereLayer("memory")
            .mayOnlyBeAccessedByLayers("assembly")
            .whereLayer("grant")
            .mayOnlyBeAccessedByLayers("assembly", "operator")
            .whereLayer("operator")
            .mayOnlyBeAccessedByLayers("assembly")
            .whereLayer("manage")
            .mayOnlyBeAccessedByLayers("assembly")
            .whereLayer("assembly")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchTests EVERY_LIBRARY = ArchTests.in(EveryLibrary.class);

    // A backend has a time of its own; that of the one in memory is the system's where no other comes in.
    @ArchTest
    static final ArchRule TIME_COMES_IN = noClasses()
            .that()
            .areNotAssignableTo(SallyportBuilder.class)
            .and()
            .areNotAssignableTo(InMemoryStores.class)
            .and()
            .areNotAssignableTo(MonotonicClock.class)
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(InstantSource.class, "system")
            .orShould()
            .callMethodWhere(DescribedPredicate.describe(
                    "now() of java.time",
                    call -> call.getTarget().getName().equals("now")
                            && call.getTargetOwner().getPackageName().equals("java.time")))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    // What an observer measures is real time, so the grid of failed logins goes by it.
    @ArchTest
    static final ArchRule REAL_TIME_IS_FOR_WHAT_AN_OBSERVER_MEASURES_FOR_LOG_LINES_AND_THE_MONOTONIC_CLOCK = noClasses()
            .that(DescribedPredicate.not(DescribedPredicate.describe(
                    "are the failure grid, the measure of hashes, the limit of log lines or the monotonic clock",
                    type -> type.getName().equals("dev.sallyport.grant.ResponseTimeGrid")
                            || type.getName().equals("dev.sallyport.user.HashWork")
                            || type.getName().equals("dev.sallyport.log.RareLines")
                            || type.isAssignableTo(MonotonicClock.class))))
            .should()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule RANDOMNESS_COMES_IN = noClasses()
            .that()
            .areNotAssignableTo(SallyportBuilder.class)
            // Made by the application, before there is anybody to hand randomness in.
            .and()
            .areNotAssignableTo(HashedUserDirectory.class)
            .should()
            .callConstructor(SecureRandom.class)
            .orShould()
            .callMethod(SecureRandom.class, "getInstanceStrong")
            .orShould()
            .callConstructor(Random.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class);

    @ArchTest
    static final ArchRule KNOWS_NO_HTTP_AND_NO_SQL =
            Packages.in("dev.sallyport..").knowNoneOf("java.sql..", "jakarta..", "org.apache..");

    // A second look at a signature costs as much as the first, and who has the caller needs none.
    @ArchTest
    static final ArchRule SIGNATURES_ARE_VERIFIED_IN_ONE_PLACE = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.sallyport.authenticate.CredentialLoader")
            .should()
            .callMethod(AccessTokens.class, "verify", Secret.class);

    // Whoever else counts by address takes the type, whose networks are computed once.
    @ArchTest
    static final ArchRule ADDRESSES_ARE_READ_IN_ONE_PLACE = noClasses()
            .that()
            .areNotAssignableTo(ClientAddress.class)
            .and()
            .areNotAssignableTo(IpAddress.class)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(IpAddress.class);

    @ArchTest
    static final ArchRule JOSE_IS_BEHIND_ONE_PACKAGE =
            Packages.in("com.nimbusds..").areKnownOnlyIn("dev.sallyport.token");

    @ArchTest
    static final ArchRule JSON_IS_BEHIND_ONE_PACKAGE =
            Packages.in("tools.jackson..").areKnownOnlyIn("dev.sallyport.json");
}
