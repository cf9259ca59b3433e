package dev.sallyport.bench;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.sallyport.fixtures.EveryModule;
import dev.sallyport.fixtures.MainClasses;
import dev.sallyport.fixtures.Packages;

@AnalyzeClasses(packages = "dev.sallyport.bench", importOptions = MainClasses.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests everyModule = ArchTests.in(EveryModule.class);

    @ArchTest
    static final ArchRule singleOperationsAndWholeRequestsAreMeasuredApart =
            Packages.in("dev.sallyport.bench.micro..").knowNoneOf("dev.sallyport.bench.http..");
}
