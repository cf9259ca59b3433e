package dev.sallyport.servlet.guard.start;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.access.RequiresTenant;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeCatalog;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Annotations on servlets that make no sense stop the application, with words that say what to do. */
class RuleMistakesTest {
    private final ServletRuleReader reader = new ServletRuleReader(
            ScopeCatalog.of(Map.of(new Scope("a:read"), "", new Scope("a:write"), "")), Set.of("company_id"));

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments(PermitAndScope.class, "contradict each other"),
                arguments(PermitAndDeny.class, "contradict each other"),
                arguments(NoScope.class, "names no scope"),
                arguments(NoRole.class, "names no role"),
                arguments(BadScope.class, "@RequiresScope on"),
                arguments(UnknownScope.class, "Unknown scope in @RequiresScope on"),
                arguments(BadLimit.class, "Write \"100/minute\""),
                arguments(BadGroup.class, "printable ASCII"),
                arguments(GeneralGroup.class, "has the name of a general limit"),
                arguments(Misplaced.class, "has no effect there"),
                arguments(WrongParameters.class, "has no effect there"),
                arguments(WrongService.class, "has no effect there"),
                arguments(MixedService.class, "has no effect there"),
                arguments(ServiceOfAnything.class, "has no effect there"),
                arguments(GetOfAnything.class, "has no effect there"),
                arguments(NoHandler.class, "has no effect there"),
                arguments(TwoInterfaces.class, "demand different things"),
                arguments(AnyOfTwice.class, "cannot be said in one rule"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void refusesWhatMakesNoSense(Class<?> servlet, String message) {
        assertThatIllegalStateException()
                .isThrownBy(() -> reader.read(servlet, "/x"))
                .withMessageContaining(message);
    }

    @Test
    void tenantThatNoPathNamesIsAMistake() {
        assertThatThrownBy(() -> reader.read(OfNobodyKnows.class, "/x"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("@RequiresTenant(\"organisation\") on ")
                .hasMessageContaining("add tenantPath(");
    }

    @Test
    void proxyThatHidesTheServletsAnnotationsIsAMistake() {
        Object proxy = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Servlet.class}, (self, method, arguments) -> null);

        assertThatIllegalStateException()
                .isThrownBy(() -> reader.read(proxy.getClass(), "/x"))
                .withMessageContaining("the annotations of that class are not seen");
    }

    @RequiresTenant("organisation")
    private static final class OfNobodyKnows extends HttpServlet {
        private static final long serialVersionUID = 1L;
    }

    @PermitAll
    @RequiresScope("a:read")
    static class PermitAndScope extends HttpServlet {}

    @PermitAll
    @DenyAll
    static class PermitAndDeny extends HttpServlet {}

    @RequiresScope
    static class NoScope extends HttpServlet {}

    @RolesAllowed({})
    static class NoRole extends HttpServlet {}

    @RequiresScope("a b")
    static class BadScope extends HttpServlet {}

    @RequiresScope("a:erase")
    static class UnknownScope extends HttpServlet {}

    @RateLimited("often")
    static class BadLimit extends HttpServlet {}

    @RateLimited(value = "5/minute", group = "a\"b")
    static class BadGroup extends HttpServlet {}

    @RateLimited(value = "5/minute", group = "default")
    static class GeneralGroup extends HttpServlet {}

    static class Misplaced extends HttpServlet {
        @RequiresScope("a:read")
        void export() {}
    }

    static class WrongParameters extends HttpServlet {
        @RequiresScope("a:read")
        void doGet(HttpServletRequest request) {}
    }

    static class WrongService extends HttpServlet {
        @RequiresScope("a:read")
        void service(HttpServletRequest request, String more) {}
    }

    static class MixedService extends HttpServlet {
        @RequiresScope("a:read")
        void service(ServletRequest request, String more) {}
    }

    static class ServiceOfAnything extends HttpServlet {
        @RequiresScope("a:read")
        void service(Object request, ServletResponse response) {}
    }

    static class GetOfAnything extends HttpServlet {
        @RequiresScope("a:read")
        void doGet(Object request, HttpServletResponse response) {}
    }

    static class NoHandler extends HttpServlet {
        @RequiresScope("a:read")
        void export(HttpServletRequest request, HttpServletResponse response) {}
    }

    @RequiresScope("a:read")
    interface Reading {}

    @RequiresScope("a:write")
    interface Writing {}

    static class TwoInterfaces extends HttpServlet implements Reading, Writing {
        @Override
        public void doGet(HttpServletRequest request, HttpServletResponse response) {}
    }

    static class AnyOfTwice extends HttpServlet {
        @Override
        @RolesAllowed("admin")
        protected void service(HttpServletRequest request, HttpServletResponse response) {}

        @Override
        @RolesAllowed("editor")
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
    }
}
