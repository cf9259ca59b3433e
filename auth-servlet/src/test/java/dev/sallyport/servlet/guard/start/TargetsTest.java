package dev.sallyport.servlet.guard.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sallyport.access.AccessRule;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.fixtures.LogLines;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.servlet.guard.fixture.FakeContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetsTest {
    private final FakeContext fake = new FakeContext()
            .servlet("reports", Reports.class, "/reports/*", "/b", "/a")
            .servlet("wrong", Wrong.class, "/wrong")
            .unreadable("gone", "no.such.Servlet", "/gone")
            .unreadable("made", null, "/made")
            .unreadable("files", "org.eclipse.jetty.ee10.servlet.DefaultServlet", "/");
    private final Targets targets = targets(fake);

    @Test
    void includedPathLeadsToItsServlet() {
        Target target = targets.included("/reports/1");

        assertThat(target.servlet()).isEqualTo("reports");
        assertThat(target.resource()).as("the first of its mappings").isEqualTo("/a");
        assertThat(target.rules().of("GET").isAnnotated()).isTrue();
        assertThat(targets.included("/reports/2")).as("it is read once").isSameAs(target);
    }

    @Test
    void mappingsAreReadOnce() {
        assertThat(targets.included("/more").servlet()).isEqualTo("files");
        fake.servlet("more", Reports.class, "/more");

        assertThat(targets.included("/more").servlet()).isEqualTo("files");
    }

    @Test
    void servletWithoutAClassIsUnknown() {
        Target target = targets.included("/made");

        assertThat(target.servlet()).isNull();
        assertThat(target.rules()).isEqualTo(ServletRule.unannotated());
        assertThat(target.rules().other().rule()).isEqualTo(AccessRule.authenticated());
    }

    @Test
    void pathWithoutAServletIsUnknown() {
        assertThat(targets(new FakeContext()).included("/x").servlet()).isNull();
    }

    /** Its annotations may demand anything. */
    @ParameterizedTest
    @CsvSource({"/gone, gone, The class no.such.Servlet cannot be read", "/wrong, wrong, Unknown scope"})
    void servletThatCannotBeReadIsClosed(String path, String name, String why) {
        try (LogLines log = LogLines.of(Targets.class)) {
            Target target = targets.included(path);

            assertThat(target.servlet()).isEqualTo(name);
            assertThat(target.rules().of("GET").rule()).isEqualTo(AccessRule.closed());
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("The servlet \"" + name + "\" is closed to everyone: " + why);
        }
    }

    @Test
    void startStopsAtAServletThatCannotBeRead() {
        assertThatIllegalStateException()
                .isThrownBy(() -> targets.read(FakeContext.registration("gone", "no.such.Servlet", List.of("/gone"))))
                .withMessageContaining("register the servlet by a class that the application sees");
    }

    @Test
    void classThatIsNotVisibleIsNotLoaded() {
        assertThat(targets.load(registration(Reports.class.getName()))).contains(Reports.class);
        try (LogLines log = LogLines.of(Targets.class)) {
            assertThat(targets.load(registration("no.such.Servlet"))).isEmpty();
            assertThat(log.lines()).containsExactly("The class no.such.Servlet is not visible to the web application");
        }
    }

    /** A registration that a container has not given mappings yet goes by its name. */
    @Test
    void servletWithoutMappingsIsNamedByItsName() {
        for (ServletRegistration registration : List.of(
                FakeContext.registration("own", Reports.class.getName(), null),
                FakeContext.registration("own", Reports.class.getName(), List.of()))) {
            assertThat(targets.read(registration).resource()).isEqualTo("own");
        }
    }

    @Test
    void jettysOwnServletOfFilesIsToldApart() {
        assertThat(targets.isOfContainer("files")).isTrue();
        assertThat(targets.isOfContainer("reports")).isFalse();
        assertThat(targets.isOfContainer("made")).isFalse();
        assertThat(targets.isOfContainer("unknown")).isFalse();
        assertThat(targets.isOfContainer(null)).isFalse();
        fake.unreadable("jsp", "org.eclipse.jetty.ee10.jsp.JettyJspServlet").unreadable("own", "app.DefaultServlet");
        assertThat(targets.isOfContainer("jsp")).isFalse();
        assertThat(targets.isOfContainer("own")).isFalse();
    }

    @Test
    void servletThatReadsItsOwnAnnotationsLeavesDemandToThem() {
        Target target = targets.included("/a");
        assertThat(targets.leavesDemand(target)).isFalse();
        ResourceServlets.of(fake.context).add("reports");
        assertThat(targets.leavesDemand(target)).isTrue();
        ResourceServlets.of(fake.context).remove("reports");
        assertThat(targets.leavesDemand(target)).isFalse();
        assertThat(targets.leavesDemand(targets.included("/made"))).isFalse();
    }

    @Test
    void classesAreTheApplicationsOrThoseOfTheThread() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        FakeContext without = new FakeContext(null);
        try {
            assertThat(Targets.loader(fake.context)).isSameAs(FakeContext.class.getClassLoader());
            thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
            assertThat(Targets.loader(fake.context)).isSameAs(FakeContext.class.getClassLoader());
            assertThat(Targets.loader(without.context)).isSameAs(ClassLoader.getPlatformClassLoader());
            thread.setContextClassLoader(null);
            assertThat(Targets.loader(without.context)).isSameAs(ClassLoader.getSystemClassLoader());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static ServletRegistration registration(String type) {
        return FakeContext.registration("x", type, List.of("/x"));
    }

    private static Targets targets(FakeContext of) {
        return new Targets(of.context, new ServletRuleReader(ScopeCatalog.of(Map.of(new Scope("a"), "")), Set.of()));
    }

    @RequiresScope("a")
    private abstract static class Reports extends HttpServlet {
        private static final long serialVersionUID = 1;
    }

    @RequiresScope("b")
    private abstract static class Wrong extends HttpServlet {
        private static final long serialVersionUID = 1;
    }
}
