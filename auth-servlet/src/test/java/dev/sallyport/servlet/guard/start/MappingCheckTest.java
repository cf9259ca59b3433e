package dev.sallyport.servlet.guard.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sallyport.access.AccessRule;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.fixtures.LogLines;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.servlet.guard.GateSettings;
import dev.sallyport.servlet.guard.fixture.FakeContext;
import dev.sallyport.servlet.wire.EndpointTable.Row;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Annotations that no filter reaches are found, and ways around them are told of. */
class MappingCheckTest {
    private final FakeContext fake = new FakeContext();
    private final GateSettings settings = GateSettings.none().guarding("/api/*");

    @Test
    void rowsSayWhatIsDemandedByMethodAndWhatIsNotProtected() {
        fake.servlet("reports", Reports.class, "/api/reports")
                .servlet("silent", Silent.class, "/other", "/api/silent")
                .servlet("open", Open.class, "/open")
                .unreadable("gone", "no.such.Servlet", "/gone");

        AccessRule ofScope = AccessRule.authenticated().withScopes(ScopeSet.of("a"), ScopeSet.none());
        assertThat(mappingCheck().check())
                .containsExactlyInAnyOrder(
                        Row.of("/api/reports", "GET", ofScope),
                        Row.described("/other", "*", "not protected"),
                        Row.of("/api/silent", "*", AccessRule.authenticated()),
                        Row.described("/open", "*", "not protected"));
    }

    @Test
    void annotatedServletOutsideIsRefused() {
        fake.servlet("reports", Reports.class, "/api/reports", "/reports");

        assertThatIllegalStateException()
                .isThrownBy(() -> mappingCheck().check())
                .withMessage("The servlet " + Reports.class.getName()
                        + " is annotated, but its mapping \"/reports\" is not protected, so its annotations would have no"
                        + " effect. Protected are [/api/*]; add protect(\"/reports\") or a pattern above it; in web.xml"
                        + " that is a <url-pattern> of the filter's mapping");
    }

    @Test
    void messageNamesTheServletsThatAreProtectedByTheirNames() {
        fake.servlet("reports", Reports.class, "/reports");
        MappingCheck mappingCheck = mappingCheck(settings.guardingServlets(Set.of("b", "a")));

        assertThatIllegalStateException()
                .isThrownBy(mappingCheck::check)
                .withMessageContaining("Protected are [/api/*] and the servlets [a, b]; add protect");
        assertThatCode(mappingCheck(settings.guardingServlets(Set.of("reports")))::check)
                .doesNotThrowAnyException();
    }

    /** Nobody sees what stands on the class behind it, so inside it is refused, and outside nothing reaches it anyhow. */
    @Test
    void proxyOutsideIsNotProtected() {
        Class<?> proxy = Proxy.newProxyInstance(
                        MappingCheckTest.class.getClassLoader(),
                        new Class<?>[] {Servlet.class},
                        (self, method, args) -> null)
                .getClass();
        fake.servlet("proxy", proxy, "/a", "/b");

        assertThat(mappingCheck().check())
                .containsExactly(Row.described("/a", "*", "not protected"), Row.described("/b", "*", "not protected"));
        fake.servlet("proxy", proxy, "/a", "/api/b");
        assertThatIllegalStateException()
                .isThrownBy(() -> mappingCheck().check())
                .withMessageContaining("is a proxy");
    }

    /** A framework that reads its own annotations decides for what it holds, too. */
    @Test
    void servletThatHoldsAnotherNeedsARuleUnlessItReadsItsOwn() {
        fake.servlet("holder", Holder.class, "/api/*");
        assertThatIllegalStateException()
                .isThrownBy(() -> mappingCheck().check())
                .withMessageContaining("holds another one");

        ResourceServlets.of(fake.context).add("holder");
        assertThat(mappingCheck().check()).hasSize(1);
    }

    @Test
    void wayAroundIsToldOf() {
        fake.servlet("silent", Silent.class, "/api/silent", "/silent");
        assertThat(logged())
                .singleElement()
                .asString()
                .startsWith("The servlet " + Silent.class.getName()
                        + " needs a credential by some of its mappings and none by [/silent]: whoever is refused there gets in here."
                        + " Protected are [/api/*]");
    }

    @Test
    void nothingIsToldOfServletsForEveryoneOrWhollyInsideOrOutsideOrOfTheEndpoints() {
        fake.servlet("open", Open.class, "/api/open", "/open")
                .servlet("in", Silent.class, "/api/a", "/api/b")
                .servlet("out", Silent.class, "/a", "/b")
                .servlet("reports", Reports.class, "/api/reports")
                .unreadable("endpoints", "dev.sallyport.servlet.SallyportServlet", "/api/auth/*", "/auth/*");
        assertThat(logged()).isEmpty();
    }

    /** Servlets may be registered until the context has started. */
    @Test
    void servletThatCameLaterIsCheckedBeforeTheFirstRequest() {
        MappingCheck mappingCheck = mappingCheck();
        assertThat(mappingCheck.check()).isEmpty();
        fake.servlet("reports", Reports.class, "/reports");

        for (int i = 0; i < 2; i++) {
            assertThatIllegalStateException()
                    .as("also for the next one")
                    .isThrownBy(mappingCheck::confirm)
                    .withMessageContaining("is not protected");
        }
    }

    @Test
    void newMappingIsSeenToo() {
        MappingCheck mappingCheck = mappingCheck();
        fake.servlet("reports", Reports.class, "/api/reports");
        assertThat(mappingCheck.check()).hasSize(1);
        fake.servlet("reports", Reports.class, "/api/reports", "/reports");

        assertThatIllegalStateException().isThrownBy(mappingCheck::confirm);
    }

    @Test
    void whatWasConfirmedIsNotLookedAtAgain() {
        MappingCheck mappingCheck = mappingCheck();
        fake.servlet("silent", Silent.class, "/api/silent", "/silent");
        assertThat(mappingCheck.check()).hasSize(2);
        try (LogLines log = LogLines.of(MappingCheck.class)) {
            mappingCheck.confirm();
            assertThat(log.lines()).as("nothing has changed").isEmpty();
        }
        fake.servlet("reports", Reports.class, "/reports");
        assertThatCode(mappingCheck::confirm).doesNotThrowAnyException();
    }

    @Test
    void servletOfResourcesIsCoveredWhollyOrNotAtAll() {
        MappingCheck mappingCheck = mappingCheck();
        var inside = FakeContext.registration("in", Silent.class.getName(), List.of("/api/a", "/api/b"));
        var partly = FakeContext.registration("partly", Silent.class.getName(), List.of("/api/a", "/b"));

        assertThatCode(() -> mappingCheck.require(inside)).doesNotThrowAnyException();
        assertThatCode(() -> mappingCheck.require(inside, "GET /a")).doesNotThrowAnyException();
        assertThatCode(() -> mappingCheck.require(FakeContext.registration("none", Silent.class.getName(), null)))
                .doesNotThrowAnyException();
        assertThatIllegalStateException()
                .isThrownBy(() -> mappingCheck.require(partly))
                .withMessageContaining("its mapping \"/b\" is not protected");
        assertThatIllegalStateException()
                .isThrownBy(() -> mappingCheck.require(partly, "GET /a"))
                .withMessageStartingWith(
                        "GET /a is reached by the mapping \"/b\", which is not protected, so every request")
                .withMessageContaining("add protect(\"/b\")");
    }

    private List<String> logged() {
        try (LogLines log = LogLines.of(MappingCheck.class)) {
            assertThat(mappingCheck().check()).isNotEmpty();
            return log.lines();
        }
    }

    private MappingCheck mappingCheck() {
        return mappingCheck(settings);
    }

    private MappingCheck mappingCheck(GateSettings with) {
        ScopeCatalog scopes = ScopeCatalog.of(Map.of(new Scope("a"), ""));
        return new MappingCheck(
                fake.context, new Targets(fake.context, new ServletRuleReader(scopes, Set.of())), with.paths());
    }

    private abstract static class Reports extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        @RequiresScope("a")
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
    }

    private abstract static class Silent extends HttpServlet {
        private static final long serialVersionUID = 1;
    }

    @SuppressWarnings("UnusedVariable") // it is looked at and not read
    private abstract static class Holder extends HttpServlet {
        private static final long serialVersionUID = 1;

        transient @Nullable Servlet held;
    }

    @PermitAll
    private abstract static class Open extends HttpServlet {
        private static final long serialVersionUID = 1;
    }
}
