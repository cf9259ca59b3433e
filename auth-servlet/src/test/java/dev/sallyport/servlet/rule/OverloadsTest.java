package dev.sallyport.servlet.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.AccessRule;
import dev.sallyport.scope.ScopeCatalog;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An overload is another method: its annotations neither open nor close the one that is called. */
class OverloadsTest {
    private final RuleValidator validator = new RuleValidator(ScopeCatalog.of(Map.of()), Set.of());

    @Test
    void openOverloadDoesNotOpenTheMethodBesideIt() throws Exception {
        assertThat(demand(Overloads.class, "find", Integer.class)).isEqualTo(AccessRule.Demand.CALLER);
        assertThat(demand(BelowOverloads.class, "find", Integer.class)).isEqualTo(AccessRule.Demand.CALLER);
        assertThat(demand(Overloads.class, "find", String.class)).isEqualTo(AccessRule.Demand.OPEN);
    }

    /** The bridge is that of the superclass, and the overload stands nearer. */
    @Test
    void bridgeIsNotTakenForAnOverloadOfTheMethodThatItCalls() throws Exception {
        Method bridge = Typed.class.getMethod("find", Object.class);
        assertThat(bridge.isSynthetic()).isTrue();

        assertThat(new Overridden(WithOverload.class, bridge).method())
                .isEqualTo(Typed.class.getMethod("find", Integer.class));
        assertThat(new MethodRuleReader()
                        .read(WithOverload.class, bridge, validator)
                        .rule()
                        .rule()
                        .demand())
                .isEqualTo(AccessRule.Demand.CLOSED);
    }

    @Test
    void demandOnAnInterfaceHoldsHoweverTheClassWritesTheParameter() throws Exception {
        assertThat(demand(Lists.class, "list", List.class)).isEqualTo(AccessRule.Demand.CLOSED);
        assertThat(demand(Lists.class, "array", String[].class)).isEqualTo(AccessRule.Demand.CLOSED);
        assertThat(demand(Lists.class, "plain", String.class)).isEqualTo(AccessRule.Demand.CLOSED);
        assertThat(demand(Bounded.class, "plain", Number.class)).isEqualTo(AccessRule.Demand.CLOSED);
        assertThat(demand(OfLists.class, "plain", List.class)).isEqualTo(AccessRule.Demand.CLOSED);
    }

    @Test
    void overloadOfAnotherErasureIsNotWhatTheInterfaceDemands() throws Exception {
        assertThat(demand(OfLists.class, "plain", Set.class)).isEqualTo(AccessRule.Demand.CALLER);
        assertThat(demand(Bounded.class, "plain", CharSequence.class)).isEqualTo(AccessRule.Demand.CALLER);
    }

    @Test
    void demandOnAnInterfaceAboveTheOneThatTheClassNamesHolds() throws Exception {
        assertThat(demand(OfMore.class, "plain", Integer.class)).isEqualTo(AccessRule.Demand.CLOSED);
    }

    private AccessRule.Demand demand(Class<?> type, String name, Class<?> parameter) throws Exception {
        Method method = Arrays.stream(type.getMethods())
                .filter(each -> each.getName().equals(name) && each.getParameterTypes()[0] == parameter)
                .findFirst()
                .orElseThrow();
        return new MethodRuleReader()
                .read(type, method, validator)
                .rule()
                .rule()
                .demand();
    }

    public static class Overloads {
        public void find(Integer id) {}

        @PermitAll
        public void find(String name) {}
    }

    public static class BelowOverloads extends Overloads {
        @Override
        public void find(Integer id) {}
    }

    public interface Crud<T> {
        void find(T id);
    }

    public static class Typed implements Crud<Integer> {
        @Override
        @DenyAll
        public void find(Integer id) {}
    }

    public static class WithOverload extends Typed {
        @PermitAll
        public void find(String name) {}
    }

    public interface Shapes<T> {
        @DenyAll
        default void list(List<T> all) {}

        @DenyAll
        default void array(T[] all) {}

        @DenyAll
        default void plain(T one) {}
    }

    public static class Lists implements Shapes<String> {
        @Override
        public void list(List<String> all) {}

        @Override
        public void array(String[] all) {}

        @Override
        public void plain(String one) {}
    }

    public static class Bounded<N extends Number> implements Shapes<N> {
        @Override
        public void plain(N one) {}

        public <C extends CharSequence> void plain(C one) {}
    }

    public static class OfLists implements Shapes<List<String>> {
        @Override
        public void plain(List<String> one) {}

        public void plain(Set<String> one) {}
    }

    public interface More<U> extends Shapes<U> {}

    public static class OfMore implements More<Integer> {
        @Override
        public void plain(Integer one) {}
    }
}
