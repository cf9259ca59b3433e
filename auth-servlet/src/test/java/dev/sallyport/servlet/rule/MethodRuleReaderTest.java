package dev.sallyport.servlet.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.access.AccessRule;
import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.fixtures.LogLines;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeCatalog;
import jakarta.annotation.security.PermitAll;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MethodRuleReaderTest {
    private static final ScopeCatalog SCOPES = ScopeCatalog.of(Map.of(new Scope("reports:read"), ""));

    private final RuleValidator validator = new RuleValidator(SCOPES, Set.of());

    /** Nodes read classes in different orders, and count together. */
    @Test
    void classesOfOneNameAreCountedApartWhicheverIsReadFirst() throws Exception {
        MethodRuleReader one = new MethodRuleReader();
        List<AccessRule.Limit> first = limits(one, One.Reports.class, "list");
        List<AccessRule.Limit> second = limits(one, Two.Reports.class, "list");
        MethodRuleReader other = new MethodRuleReader();

        assertThat(limits(other, Two.Reports.class, "list")).isEqualTo(second);
        assertThat(limits(other, One.Reports.class, "list")).isEqualTo(first);
        assertThat(first).extracting(AccessRule.Limit::group).doesNotContainAnyElementsOf(groups(second));
        assertThat(first).extracting(AccessRule.Limit::shown).containsExactly("Reports", "Reports.list");
        assertThat(second).extracting(AccessRule.Limit::shown).containsExactly("Reports", "Reports.list");
    }

    @Test
    void twoApplicationsOfOneContextMayLimitClassesOfOneName() throws Exception {
        List<AccessRule.Limit> first = limits(new MethodRuleReader(), One.Reports.class, "list");
        List<AccessRule.Limit> second = limits(new MethodRuleReader(), Two.Reports.class, "list");

        assertThat(first).extracting(AccessRule.Limit::group).doesNotContainAnyElementsOf(groups(second));
    }

    @Test
    void overloadsAreCountedApart() throws Exception {
        MethodRuleReader rules = new MethodRuleReader();

        assertThat(groups(limits(rules, One.Reports.class, "list")))
                .isNotEqualTo(groups(limits(rules, One.Reports.class, "list", String.class)));
    }

    @Test
    void groupsThatPeopleWroteMustAgree() throws Exception {
        MethodRuleReader rules = new MethodRuleReader();
        limits(rules, One.Reports.class, "grouped");

        assertThatIllegalStateException()
                .isThrownBy(() -> limits(rules, Two.Reports.class, "grouped"))
                .withMessageContaining("@RateLimited(group = \"heavy\") is \"6/hour\"")
                .withMessageContaining("\"5/hour\" by");
    }

    /** The compiler copies the annotation to the bridge, where it would count as the class's own. */
    @Test
    void bridgeDoesNotLoosenWhatTheClassDemands() throws Exception {
        Method bridge = Strict.class.getDeclaredMethod("one");
        assertThat(bridge.isSynthetic()).isTrue();
        assertThat(bridge.isAnnotationPresent(PermitAll.class)).isTrue();

        AccessRule rule = new MethodRuleReader()
                .read(Strict.class, bridge, validator)
                .rule()
                .rule();

        assertThat(rule.demand()).isEqualTo(AccessRule.Demand.CALLER);
        assertThat(rule.allOf().toString()).contains("reports:read");
    }

    @Test
    void methodOfClassThatLacksAnotherIsClosed() throws Exception {
        Class<?> broken = Class.forName(Broken.class.getName(), false, new Lacking());
        Method method = Whole.class.getMethod("list");

        assertThat(catchThrowable(broken::getDeclaredMethods)).isInstanceOf(NoClassDefFoundError.class);
        try (LogLines log = LogLines.of(MethodRuleReader.class)) {
            assertThat(new MethodRuleReader()
                            .of(broken, method, validator)
                            .rule()
                            .rule())
                    .isEqualTo(AccessRule.closed());
            assertThat(log.lines()).singleElement().asString().contains("NoClassDefFoundError");
        }
    }

    /** To run it for any caller would open what its annotations, read together, were to keep. */
    @Test
    void methodWhoseAnnotationsMakeNoSenseIsClosedAndTheLogSaysWhy() throws Exception {
        MethodRuleReader rules = new MethodRuleReader();
        Method method = Senseless.class.getMethod("list");

        try (LogLines log = LogLines.of(MethodRuleReader.class)) {
            NamedRule rule = rules.of(Senseless.class, method, validator);

            assertThat(rule.rule()).isEqualTo(MethodRule.closed());
            assertThat(rule.rule().isAnnotated()).isTrue();
            assertThat(rule.name()).isEqualTo("list");
            assertThat(rules.of(Senseless.class, method, validator)).isEqualTo(rule);
            assertThat(log.lines())
                    .as("once")
                    .singleElement()
                    .asString()
                    .startsWith(Senseless.class.getName() + ".list is closed to everyone: ")
                    .contains("contradict each other");
        }
    }

    @Test
    void methodIsReadOnceAndNamedAfterItsClass() throws Exception {
        MethodRuleReader rules = new MethodRuleReader();
        Method method = Whole.class.getMethod("list");

        NamedRule rule = rules.of(Whole.class, method, validator);

        assertThat(rule.name()).isEqualTo("Whole.list");
        assertThat(rule.rule().rule()).isEqualTo(AccessRule.open());
        assertThat(rule.rule().isAnnotated()).isTrue();
        assertThat(rules.of(Whole.class, method, validator)).isSameAs(rule);
    }

    @Test
    void methodWithoutAnnotationsDemandsAnyCredential() throws Exception {
        NamedRule rule = new MethodRuleReader().of(Silent.class, Silent.class.getMethod("list"), validator);

        assertThat(rule.rule()).isEqualTo(MethodRule.unannotated());
        assertThat(rule.rule().rule()).isEqualTo(AccessRule.authenticated());
        assertThat(rule.rule().isAnnotated()).isFalse();
    }

    private List<AccessRule.Limit> limits(MethodRuleReader rules, Class<?> type, String name, Class<?>... parameters)
            throws NoSuchMethodException {
        return rules.read(type, type.getMethod(name, parameters), validator)
                .rule()
                .rule()
                .limits();
    }

    private static List<String> groups(List<AccessRule.Limit> limits) {
        return limits.stream().map(AccessRule.Limit::group).toList();
    }

    static final class One {
        @RateLimited("100/hour")
        public static final class Reports {
            @RateLimited("1/hour")
            public void list() {}

            @RateLimited("2/hour")
            public void list(String of) {}

            @RateLimited(value = "5/hour", group = "heavy")
            public void grouped() {}
        }
    }

    static final class Two {
        @RateLimited("200/hour")
        public static final class Reports {
            @RateLimited("3/hour")
            public void list() {}

            @RateLimited(value = "6/hour", group = "heavy")
            public void grouped() {}
        }
    }

    static class Loose {
        @PermitAll
        public void one() {}
    }

    @RequiresScope("reports:read")
    public static class Strict extends Loose {}

    public static class Whole {
        @PermitAll
        public void list() {}
    }

    public static class Silent {
        public void list() {}
    }

    public static class Senseless {
        @PermitAll
        @RequiresScope("reports:read")
        public void list() {}
    }

    public static final class Broken extends Whole {
        public Lacked lacked() {
            return new Lacked();
        }
    }

    static final class Lacked {}

    /** Knows the one class and not the other. */
    private static final class Lacking extends ClassLoader {
        Lacking() {
            super(MethodRuleReaderTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(Lacked.class.getName())) {
                throw new ClassNotFoundException(name);
            }
            return name.equals(Broken.class.getName()) ? define(name) : super.loadClass(name, resolve);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
