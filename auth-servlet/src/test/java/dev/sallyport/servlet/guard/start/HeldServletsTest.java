package dev.sallyport.servlet.guard.start;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sallyport.access.RequiresScope;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.servlet.guard.fixture.CompiledClasses;
import dev.sallyport.servlet.guard.fixture.FakeContext;
import jakarta.servlet.GenericServlet;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A servlet that hands over to another one has a rule of its own, because that of the other one is never read. */
@SuppressWarnings({"serial", "UnusedVariable"}) // fields are looked at and not read
class HeldServletsTest {
    private static final ClassLoader INCOMPLETE = CompiledClasses.of(
            Map.of(
                    "app.Field",
                    "package app; public class Field extends Base { Gone gone; jakarta.servlet.Servlet held; }",
                    "app.Argument",
                    "package app; public class Argument extends Base { java.util.List<Gone> gone; }",
                    "app.Both",
                    "package app; public class Both extends Argument {"
                            + " java.util.List<Gone> gone; java.util.List<jakarta.servlet.Servlet> held; }",
                    "app.Base",
                    "package app; public abstract class Base extends jakarta.servlet.http.HttpServlet {}",
                    "app.Gone",
                    "package app; public class Gone {}"),
            Set.of("app.Gone"));

    @ParameterizedTest
    @ValueSource(
            classes = {
                Plain.class,
                Inheriting.class,
                OfArray.class,
                OfList.class,
                OfSupplier.class,
                OfMap.class,
                OfGenericArray.class,
                Generic.class
            })
    void whatMayHandOverNeedsARule(Class<?> servlet) {
        assertThatIllegalStateException()
                .isThrownBy(() -> require(servlet, ServletRule.unannotated(), false))
                .withMessageStartingWith(
                        "The servlet " + servlet.getName() + " holds another one in the field \"held\" of ");
    }

    @Test
    void messageNamesTheClassThatHasTheField() {
        assertThatIllegalStateException()
                .isThrownBy(() -> require(Inheriting.class, ServletRule.unannotated(), false))
                .withMessageContaining("in the field \"held\" of " + Plain.class.getName() + ".");
    }

    /** Of a class without a name the compiler makes the field. */
    @Test
    void servletInAVariableThatAClassWithoutANameUsesIsHeldToo() {
        Servlet other = new Inner();
        HttpServlet anonymous = new HttpServlet() {
            private static final long serialVersionUID = 1;

            @Override
            public String toString() {
                return "around " + other;
            }
        };
        assertThatIllegalStateException()
                .isThrownBy(() -> require(anonymous.getClass(), ServletRule.unannotated(), false))
                .withMessageContaining("holds another one");
    }

    @Test
    void ruleOfItsOwnSuffices() {
        ServletRule rules =
                new ServletRuleReader(ScopeCatalog.of(Map.of(new Scope("a"), "")), Set.of()).read(Inner.class, "/x");

        assertThatCode(() -> require(Plain.class, rules, false)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {OfStrings.class, OfConstant.class, OfClass.class, Around.Within.class, GenericServlet.class})
    void othersHoldNone(Class<?> servlet) {
        assertThatCode(() -> require(servlet, ServletRule.unannotated(), false)).doesNotThrowAnyException();
    }

    /** Outside the protected paths nothing is demanded of what holds only servlets that demand nothing. */
    @Test
    void outsideItIsRefusedOnlyForWhatMayBeAnnotated() {
        for (Class<?> servlet : List.of(Plain.class, OfAbstract.class, OfAnnotated.class, OfGenericArray.class)) {
            assertThatIllegalStateException()
                    .as(servlet.getName())
                    .isThrownBy(() -> require(servlet, ServletRule.unannotated(), true))
                    .withMessageContaining("holds another one");
        }
        for (Class<?> servlet : List.of(OfSilent.class, OfStrings.class)) {
            assertThatCode(() -> require(servlet, ServletRule.unannotated(), true))
                    .as(servlet.getName())
                    .doesNotThrowAnyException();
        }
        assertThatIllegalStateException().isThrownBy(() -> require(OfSilent.class, ServletRule.unannotated(), false));
    }

    @Test
    void fieldsOfMissingClassesAreNone() throws ClassNotFoundException {
        for (String name : List.of("app.Field", "app.Argument")) {
            Class<?> servlet = Class.forName(name, false, INCOMPLETE);
            assertThatCode(() -> require(servlet, ServletRule.unannotated(), false))
                    .as(name)
                    .doesNotThrowAnyException();
        }
        Class<?> both = Class.forName("app.Both", false, INCOMPLETE);
        assertThatIllegalStateException()
                .isThrownBy(() -> require(both, ServletRule.unannotated(), false))
                .withMessageContaining("\"held\" of app.Both");
    }

    private static void require(Class<?> servlet, ServletRule rules, boolean isOutside) {
        HeldServlets.requireAnnotated(
                FakeContext.registration("x", servlet.getName(), List.of("/x")), servlet, rules, isOutside);
    }

    private abstract static class Base extends HttpServlet {
        private static final long serialVersionUID = 1;
    }

    private abstract static class Plain extends Base {
        @Nullable
        Servlet held;
    }

    private abstract static class Inheriting extends Plain {}

    private abstract static class OfArray extends Base {
        Servlet @Nullable [][] held;
    }

    private abstract static class OfList extends Base {
        @Nullable
        List<Servlet> held;
    }

    private abstract static class OfSupplier extends Base {
        @Nullable
        Supplier<? extends HttpServlet> held;
    }

    private abstract static class OfMap extends Base {
        @Nullable
        Map<String, List<HttpServlet>> held;
    }

    private abstract static class OfGenericArray extends Base {
        List<Servlet> @Nullable [] held;
    }

    private abstract static class GenericBase<T> extends HttpServlet {
        private static final long serialVersionUID = 1;
    }

    private abstract static class Generic extends Base {
        @Nullable
        GenericBase<String> held;
    }

    private abstract static class OfStrings extends Base {
        @Nullable
        String name;

        @Nullable
        List<String> names;

        List<String> @Nullable [] lists;

        @Nullable
        Supplier<? extends CharSequence> supplier;

        int @Nullable [] numbers;
    }

    private abstract static class OfConstant extends Base {
        static final @Nullable Servlet HELD = null;
    }

    private abstract static class OfClass extends Base {
        @Nullable
        Class<? extends Servlet> type;
    }

    private abstract static class OfAbstract extends Base {
        @Nullable
        Base held;
    }

    private abstract static class OfAnnotated extends Base {
        @Nullable
        Inner held;
    }

    private abstract static class OfSilent extends Base {
        @Nullable
        Silent held;
    }

    private static final class Silent extends Base {}

    @RequiresScope("a")
    private static final class Inner extends Base {}

    /** An inner class holds the object around it in a field that the compiler makes. */
    private static class Around extends Base {
        private int count;

        private final class Within extends HttpServlet {
            private static final long serialVersionUID = 1;

            @Override
            public String toString() {
                return "within " + count++;
            }
        }
    }
}
