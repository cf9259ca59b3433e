package dev.sallyport.servlet.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sallyport.access.AccessRule;
import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeCatalog;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A class that has several interfaces is as closed as they are together. */
class SeveralInterfacesTest {
    private final RuleValidator validator =
            new RuleValidator(ScopeCatalog.of(Map.of(new Scope("a:read"), "", new Scope("b:read"), "")), Set.of());

    @Test
    void methodWithoutDemandDoesNotSpareTheDemandOfItsInterface() throws Exception {
        assertThat(rule(OpenAndMarked.class)).isEqualTo("b:read");
        assertThat(rule(OpenAndLimited.class)).isEqualTo("b:read");
    }

    @Test
    void interfaceWithoutDemandChangesNothing() throws Exception {
        assertThat(rule(OpenAndSerializable.class)).isEqualTo("OPEN");
    }

    @Test
    void interfacesThatAgreeHoldAndOthersAreRefused() throws Exception {
        assertThat(rule(OfAgreeing.class)).isEqualTo("b:read");
        assertThatIllegalStateException()
                .isThrownBy(() -> rule(OfDifferent.class))
                .withMessageContaining("demand different things of the same request");
    }

    @Test
    void interfaceOfAnInterfaceHolds() throws Exception {
        assertThat(rule(OfFarther.class)).isEqualTo("CLOSED");
    }

    /** Only Kotlin's {@code by} copies methods, and leaves a field that shows it. */
    @Test
    void fieldDoesNotMakeTheOwnMethodACopy() throws Exception {
        assertThat(rule(WithField.class)).isEqualTo("OPEN");
        assertThat(rule(WithOuter.class)).isEqualTo("OPEN");
    }

    private String rule(Class<?> type) throws NoSuchMethodException {
        AccessRule rule = new MethodRuleReader()
                .read(type, type.getMethod("get"), validator)
                .rule()
                .rule();
        return rule.demand() == AccessRule.Demand.CALLER
                ? rule.allOf().toString()
                : rule.demand().toString();
    }

    public interface Open {
        @PermitAll
        void get();
    }

    @RequiresScope("b:read")
    public interface Marked {
        void get();
    }

    @RequiresScope("b:read")
    public interface Limited {
        @RateLimited("1/hour")
        void get();
    }

    public static class OpenAndMarked implements Open, Marked {
        @Override
        public void get() {}
    }

    public static class OpenAndLimited implements Open, Limited {
        @Override
        public void get() {}
    }

    @RequiresScope("b:read")
    public interface OpenInItself {
        @PermitAll
        void get();
    }

    public static class OpenAndSerializable implements OpenInItself, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public void get() {}
    }

    @RequiresScope("b:read")
    public interface Agreeing {
        void get();
    }

    @RequiresScope("a:read")
    public interface Different {
        void get();
    }

    public static class OfAgreeing implements Marked, Agreeing {
        @Override
        public void get() {}
    }

    public static class OfDifferent implements Marked, Different {
        @Override
        public void get() {}
    }

    @DenyAll
    public interface Farthest {}

    public interface Farther extends Farthest {}

    public interface Near extends Farther {}

    public static class OfFarther implements Near {
        public void get() {}
    }

    @RequiresScope("b:read")
    public static class WithField implements Open {
        public int count;

        @Override
        @PermitAll
        public void get() {}
    }

    @RequiresScope("b:read")
    @SuppressWarnings("ClassCanBeStatic") // the compiler's own field is what it is about
    public class WithOuter implements Open {
        @Override
        @PermitAll
        public void get() {
            assertThat(validator).isNotNull();
        }
    }
}
