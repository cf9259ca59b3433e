package dev.sallyport.store.redis;

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
    static final ArchRule dependsOnTheContractAndLettuceOnly = Packages.in("dev.sallyport.store.redis..")
            .knowOnly(
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
