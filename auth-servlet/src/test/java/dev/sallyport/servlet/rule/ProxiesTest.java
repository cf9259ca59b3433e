package dev.sallyport.servlet.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sallyport.access.AccessRule;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeCatalog;
import jakarta.annotation.security.PermitAll;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.modifier.SyntheticState;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.implementation.SuperMethodCall;
import net.bytebuddy.matcher.ElementMatchers;
import org.junit.jupiter.api.Test;

class ProxiesTest {
    private final RuleValidator validator =
            new RuleValidator(ScopeCatalog.of(Map.of(new Scope("b:read"), "")), Set.of());

    /** A proxy whose name gives nothing away, and that copies the annotations that its class inherits. */
    @Test
    void syntheticSubclassThatCopiesLoosensNothing() throws Exception {
        Class<?> made = new ByteBuddy()
                .subclass(Strict.class)
                .name(Strict.class.getPackageName() + ".Stand")
                .modifiers(Visibility.PUBLIC, SyntheticState.SYNTHETIC)
                .method(ElementMatchers.named("get"))
                .intercept(SuperMethodCall.INSTANCE)
                .annotateMethod(
                        AnnotationDescription.Builder.ofType(PermitAll.class).build())
                .make()
                .load(getClass().getClassLoader())
                .getLoaded();
        Method get = made.getDeclaredMethod("get");
        assertThat(get.isSynthetic()).isFalse();
        assertThat(get.isAnnotationPresent(PermitAll.class)).isTrue();

        assertScoped(made, get);
    }

    /** The class of a lambda is synthetic, too, and stands for nothing but itself. */
    @Test
    void lambdaHasTheDemandOfItsInterface() throws Exception {
        Handler lambda = () -> {};
        assertThat(lambda.getClass().isSynthetic()).isTrue();

        assertThat(Proxies.isBlind(lambda.getClass())).isFalse();
        assertScoped(lambda.getClass(), Handler.class.getMethod("get"));
    }

    /** Without any interface it shares its class with nothing that could be called through it. */
    @Test
    void madeClassOfItsOwnIsNotBlind() {
        assertThat(Proxies.isBlind(Own$Proxy$_$$_1.class)).isFalse();
        assertThat(Proxies.isBlind(Shared$Proxy$_$$_1.class)).isTrue();
        assertThat(Proxies.isBlind(Strict.class)).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(() -> Proxies.refuseBlind(Shared$Proxy$_$$_1.class))
                .withMessageContaining(Shared$Proxy$_$$_1.class.getName());
    }

    private void assertScoped(Class<?> type, Method method) {
        AccessRule rule =
                new MethodRuleReader().read(type, method, validator).rule().rule();
        assertThat(rule.demand()).isEqualTo(AccessRule.Demand.CALLER);
        assertThat(rule.allOf()).hasToString("b:read");
    }

    public static class Open {
        @PermitAll
        public void get() {}
    }

    @RequiresScope("b:read")
    public static class Strict extends Open {}

    @RequiresScope("b:read")
    public interface Handler {
        void get();
    }

    static final class Own$Proxy$_$$_1 {}

    static final class Shared$Proxy$_$$_1 implements Handler {
        @Override
        public void get() {}
    }
}
