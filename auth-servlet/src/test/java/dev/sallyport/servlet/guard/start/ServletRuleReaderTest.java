package dev.sallyport.servlet.guard.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sallyport.access.AccessRule;
import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.access.RequiresTenant;
import dev.sallyport.limit.LimitBy;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.scope.ScopeSet;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One line each: what a request of a method to a servlet demands. */
class ServletRuleReaderTest {
    private static final String ANY_CREDENTIAL = "any credential";
    private static final String NOBODY = "nobody";
    private static final String ANYONE = "anyone";

    private final ServletRuleReader reader = new ServletRuleReader(
            ScopeCatalog.of(Map.of(new Scope("a:read"), "", new Scope("a:write"), "", new Scope("b:read"), "")),
            Set.of("company_id"));

    /** The method asks for a scope; that it is a company's own, its class says. */
    @RequiresTenant("company_id")
    private static final class OfACompany extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        @RequiresScope("a:read")
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}

        @Override
        @PermitAll
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
    }

    @Test
    void tenantOfTheClassHoldsForMethodsWithDemandsOfTheirOwn() {
        ServletRule rules = reader.read(OfACompany.class, "/x");
        assertThat(rules.of("GET").rule().tenantVariable()).isEqualTo("company_id");
        assertThat(rules.of("GET").rule().allOf()).isEqualTo(ScopeSet.of("a:read"));
        assertThat(rules.of("DELETE").rule().tenantVariable()).isEqualTo("company_id");
        assertThat(rules.of("POST").rule().demand()).isEqualTo(AccessRule.Demand.OPEN);
    }

    static Stream<Arguments> demands() {
        return Stream.of(
                arguments(Plain.class, "GET", ANY_CREDENTIAL),
                arguments(Plain.class, "TRACE", NOBODY),
                arguments(OnClass.class, "GET", "a:read"),
                arguments(OnClass.class, "DELETE", "a:read"),
                arguments(OnClass.class, "PROPFIND", "a:read"),
                arguments(OnClass.class, "TRACE", NOBODY),
                arguments(OnMethods.class, "GET", "a:read"),
                arguments(OnMethods.class, "get", "a:read"),
                arguments(OnMethods.class, "HEAD", "a:read"),
                arguments(OnMethods.class, "POST", "a:write"),
                arguments(OnMethods.class, "PUT", ANYONE),
                arguments(OnMethods.class, "DELETE", NOBODY),
                arguments(OnMethods.class, "PATCH", "b:read"),
                arguments(OnMethods.class, "OPTIONS", ANY_CREDENTIAL),
                arguments(OnMethods.class, "PROPFIND", ANY_CREDENTIAL),
                arguments(MethodBeatsClass.class, "GET", ANYONE),
                arguments(MethodBeatsClass.class, "POST", "a:write"),
                arguments(MethodBeatsClass.class, "PUT", "b:read"),
                arguments(OwnHead.class, "HEAD", "a:read"),
                arguments(OpenHead.class, "HEAD", ANYONE),
                arguments(OpenHead.class, "GET", "a:read"),
                arguments(BothHandlers.class, "HEAD", "a:read"),
                arguments(NearerGet.class, "HEAD", "b:read"),
                arguments(NearerGet.class, "GET", "b:read"),
                arguments(NearerGetOfBoth.class, "HEAD", "a:read b:read"),
                arguments(HeadOfInterface.class, "HEAD", "b:read"),
                arguments(HeadOfInterface.class, "GET", "b:read"),
                arguments(InheritsClass.class, "GET", "a:read"),
                arguments(InheritsMethods.class, "GET", "a:read"),
                arguments(OverridesSilently.class, "GET", "a:read"),
                arguments(OverridesSilently.class, "POST", "a:write"),
                arguments(OverridesLoudly.class, "GET", "b:read"),
                arguments(FromInterface.class, "GET", "b:read"),
                arguments(FromInterface.class, "POST", "a:write"),
                arguments(OwnBeatsInterface.class, "POST", "a:read"),
                arguments(ClosesWhatItInherits.class, "GET", NOBODY),
                arguments(ClosesWhatItInherits.class, "PUT", NOBODY),
                arguments(ScopesWhatItInherits.class, "GET", "a:read b:read"),
                arguments(ScopesWhatItInherits.class, "PUT", "b:read"),
                arguments(Serving.class, "GET", "a:read"),
                arguments(Serving.class, "LOCK", "a:read"),
                arguments(ServingAndGetting.class, "GET", "a:read b:read"),
                arguments(ServingAndGetting.class, "POST", "a:read"),
                arguments(ClosedService.class, "GET", NOBODY),
                arguments(Roles.class, "GET", "role [admin]"),
                arguments(Roles.class, "POST", ANY_CREDENTIAL),
                arguments(ScopeAndRole.class, "GET", "a:read role [admin]"),
                arguments(AnyOf.class, "GET", "any of a:read b:read"),
                arguments(Wildcard.class, "GET", "a:*"));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("demands")
    void reads(Class<?> servlet, String method, String demand) {
        assertThat(words(reader.read(servlet, "/x").of(method).rule())).isEqualTo(demand);
    }

    @Test
    void addsUpLimitsOfClassAndMethod() {
        ServletRule rules = reader.read(Limited.class, "/limited");
        assertThat(rules.of("GET").rule().limits())
                .extracting(limit -> limit.limit() + " " + limit.by() + " " + limit.group())
                .containsExactly("10/minute CALLER /limited", "5/minute ADDRESS GET /limited");
        assertThat(rules.of("HEAD").rule().limits())
                .as("HEAD counts with GET")
                .isEqualTo(rules.of("GET").rule().limits());
        assertThat(rules.of("POST").rule().limits())
                .extracting(AccessRule.Limit::group)
                .containsExactly("/limited");
        assertThat(rules.of("GET").isAnnotated()).as("a limit demands nothing").isFalse();
        assertThat(rules.needsGuard()).isTrue();
    }

    @Test
    void limitOfServiceHoldsForEveryMethod() {
        ServletRule rules = reader.read(LimitedService.class, "/limited");
        for (String method : new String[] {"GET", "POST", "LOCK"}) {
            assertThat(rules.of(method).rule().limits())
                    .as(method)
                    .extracting(limit -> limit.limit() + " " + limit.group())
                    .containsExactly("7/minute /limited service");
        }
    }

    @Test
    void knowsWhichMethodsTheClassHas() {
        assertThat(reader.read(OnMethods.class, "/x").served())
                .containsExactlyInAnyOrder("GET", "POST", "PUT", "DELETE", "PATCH");
        assertThat(reader.read(OwnHead.class, "/x").served())
                .as("its own and those that it inherits")
                .containsExactlyInAnyOrder("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH");
        assertThat(reader.read(Plain.class, "/x").served()).isEmpty();
    }

    @Test
    void sharesAGroupOnlyWithTheSameLimit() {
        assertThat(reader.read(Exports.class, "/a").of("GET").rule().limits()).hasSize(1);
        assertThat(reader.read(MoreExports.class, "/b").of("GET").rule().limits())
                .extracting(AccessRule.Limit::by)
                .containsExactly(LimitBy.CALLER);
        assertThatIllegalStateException()
                .isThrownBy(() -> reader.read(OtherExports.class, "/c"))
                .withMessageContaining("write the same in both places");
    }

    @Test
    void needsNoGuardWhereEverythingIsOpen() {
        assertThat(reader.read(Open.class, "/x").needsGuard()).isFalse();
        assertThat(reader.read(Plain.class, "/x").needsGuard()).isFalse();
        assertThat(reader.read(OnMethods.class, "/x").needsGuard()).isTrue();
    }

    private static String words(AccessRule rule) {
        return switch (rule.demand()) {
            case OPEN -> ANYONE;
            case CLOSED -> NOBODY;
            case CALLER -> {
                String any = rule.anyOf().isEmpty() ? "" : " any of " + rule.anyOf();
                String roles = rule.rolesAnyOf().isEmpty() ? "" : " role " + rule.rolesAnyOf();
                String all = (rule.allOf() + any + roles).strip();
                yield all.isEmpty() ? ANY_CREDENTIAL : all;
            }
        };
    }

    static class Plain extends HttpServlet {}

    @PermitAll
    static class Open extends HttpServlet {}

    @RequiresScope("a:read")
    static class OnClass extends HttpServlet {}

    static class OnMethods extends HttpServlet {
        @Override
        @RequiresScope("a:read")
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}

        @Override
        @RequiresScope("a:write")
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {}

        @Override
        @PermitAll
        protected void doPut(HttpServletRequest request, HttpServletResponse response) {}

        @Override
        @DenyAll
        protected void doDelete(HttpServletRequest request, HttpServletResponse response) {}

        @RequiresScope("b:read")
        protected void doPatch(HttpServletRequest request, HttpServletResponse response) {}
    }

    @RequiresScope("b:read")
    static class MethodBeatsClass extends HttpServlet {
        @Override
        @PermitAll
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}

        @Override
        @RequiresScope("a:write")
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {}

        @Override
        protected void doPut(HttpServletRequest request, HttpServletResponse response) {}
    }

    static class OwnHead extends OnMethods {
        @Override
        protected void doHead(HttpServletRequest request, HttpServletResponse response) {}
    }

    static class OpenHead extends OnMethods {
        @Override
        @PermitAll
        protected void doHead(HttpServletRequest request, HttpServletResponse response) {}
    }

    static class BothHandlers extends HttpServlet {
        @Override
        @RequiresScope("a:read")
        protected void doHead(HttpServletRequest request, HttpServletResponse response) {}

        @Override
        @RequiresScope("b:read")
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
    }

    /** The doHead that it inherits calls this doGet, so what is open there opens nothing here. */
    static class NearerGet extends OpenHead {
        @Override
        @RequiresScope("b:read")
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
    }

    /** Nor is what is demanded there let off. */
    static class NearerGetOfBoth extends BothHandlers {
        @Override
        @RequiresScope("b:read")
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
    }

    interface Heading {
        @PermitAll
        void doHead(HttpServletRequest request, HttpServletResponse response);
    }

    static class HeadOfInterface extends HttpServlet implements Heading {
        @Override
        public void doHead(HttpServletRequest request, HttpServletResponse response) {}

        @Override
        @RequiresScope("b:read")
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
    }

    static class InheritsClass extends OnClass {}

    static class InheritsMethods extends OnMethods {}

    static class OverridesSilently extends OnMethods {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
    }

    static class OverridesLoudly extends OnMethods {
        @Override
        @RequiresScope("b:read")
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
    }

    @RequiresScope("a:write")
    interface Writing {
        @RequiresScope("b:read")
        void doGet(HttpServletRequest request, HttpServletResponse response);
    }

    static class FromInterface extends HttpServlet implements Writing {
        @Override
        public void doGet(HttpServletRequest request, HttpServletResponse response) {}
    }

    @RequiresScope("a:read")
    static class OwnBeatsInterface extends FromInterface {}

    @DenyAll
    static class ClosesWhatItInherits extends OnMethods {}

    @RequiresScope("b:read")
    static class ScopesWhatItInherits extends OnMethods {}

    static class Serving extends HttpServlet {
        @Override
        @RequiresScope("a:read")
        protected void service(HttpServletRequest request, HttpServletResponse response) {}
    }

    static class ServingAndGetting extends Serving {
        @Override
        @RequiresScope("b:read")
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
    }

    static class ClosedService extends HttpServlet {
        @Override
        @DenyAll
        protected void service(HttpServletRequest request, HttpServletResponse response) {}

        @Override
        @PermitAll
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
    }

    @RolesAllowed("admin")
    static class Roles extends HttpServlet {
        @Override
        @RolesAllowed("**")
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
    }

    @RolesAllowed("admin")
    @RequiresScope("a:read")
    static class ScopeAndRole extends HttpServlet {}

    @RequiresScope(anyOf = {"a:read", "b:read"})
    static class AnyOf extends HttpServlet {}

    @RequiresScope("a:*")
    static class Wildcard extends HttpServlet {}

    @RateLimited("10/minute")
    static class Limited extends HttpServlet {
        @Override
        @RateLimited(value = "5/minute", by = LimitBy.ADDRESS)
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
    }

    static class LimitedService extends HttpServlet {
        @Override
        @RateLimited("7/minute")
        protected void service(HttpServletRequest request, HttpServletResponse response) {}
    }

    @RateLimited(value = "3/minute", group = "exports")
    static class Exports extends HttpServlet {}

    @RateLimited(value = "3/minute", group = "exports")
    static class MoreExports extends HttpServlet {}

    @RateLimited(value = "4/minute", group = "exports")
    static class OtherExports extends HttpServlet {}
}
