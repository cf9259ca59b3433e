package dev.sallyport.servlet.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sallyport.access.AccessRule;
import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.access.RequiresTenant;
import dev.sallyport.scope.ScopeSet;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RunAs;
import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import org.junit.jupiter.api.Test;

class StatementTest {
    /** Other frameworks would take its scope over; to read nothing here would let any caller in. */
    @Test
    void composedAnnotationIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Statement.of(Composed.class, "it"))
                .withMessage("it has @" + Readers.class.getName()
                        + ", on which there is a rule that does not carry over; write the rule on it");
        assertThatIllegalStateException()
                .isThrownBy(() -> Statement.of(ComposedTwice.class, "it"))
                .withMessageContaining("@" + Outer.class.getName());
        assertThatIllegalStateException()
                .isThrownBy(() -> Statement.of(ComposedOpen.class, "it"))
                .withMessageContaining("@" + Everyone.class.getName());
    }

    @Test
    void annotationsWithoutRulesSayNothing() {
        assertThat(Statement.of(Round.class, "it").isSilent()).isTrue();
    }

    @Test
    void demandAndLimitAreEachAStatement() {
        assertThat(Statement.of(Scoped.class, "it").isSilent()).isFalse();
        assertThat(Statement.of(Limited.class, "it").isSilent()).isFalse();
        assertThat(Statement.of(Limited.class, "it").demand()).isNull();
        assertThat(Statement.of(DeclaredWiring.class, "it").isSilent()).isTrue();
    }

    @Test
    void oneScopeAndOneOfSeveralGoTogether() {
        assertThat(Statement.of(Both.class, "it").demand())
                .isEqualTo(AccessRule.authenticated()
                        .withScopes(ScopeSet.of("reports:read"), ScopeSet.of("reports:write", "reports:erase")));
        assertThat(Statement.of(OneOfOne.class, "it").demand())
                .isEqualTo(AccessRule.authenticated().withScopes(ScopeSet.of("a:read"), ScopeSet.of("b:read")));
    }

    @Test
    void contradictionsAreRefused() {
        for (Class<?> type : new Class<?>[] {OpenAndClosed.class, OpenAndScoped.class, ClosedAndTenant.class}) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Statement.of(type, "it"))
                    .withMessageStartingWith("it has annotations that contradict each other");
        }
    }

    /** Whoever wrote it meant to close something, so to read nothing there would leave that open. */
    @Test
    void annotationOfTheOldNameSpaceIsRefused() {
        Class<?> old = new ByteBuddy()
                .makeAnnotation()
                .name("javax.annotation.security.DenyAll")
                .annotateType(AnnotationDescription.Builder.ofType(Retention.class)
                        .define("value", RetentionPolicy.RUNTIME)
                        .build())
                .make()
                .load(getClass().getClassLoader())
                .getLoaded();
        Class<?> type = new ByteBuddy()
                .subclass(Object.class)
                .annotateType(AnnotationDescription.Builder.ofType(old.asSubclass(Annotation.class))
                        .build())
                .make()
                .load(old.getClassLoader())
                .getLoaded();

        assertThatIllegalStateException()
                .isThrownBy(() -> Statement.of(type, "it"))
                .withMessageStartingWith("it has @javax.annotation.security.DenyAll, which is not understood here");
    }

    @RequiresScope("reports:read")
    private static final class Scoped {}

    @RateLimited("1/hour")
    private static final class Limited {}

    @RunAs("admin")
    @DeclareRoles("admin")
    private static final class DeclaredWiring {}

    @RequiresScope(
            value = "reports:read",
            anyOf = {"reports:write", "reports:erase"})
    private static final class Both {}

    @RequiresScope(value = "a:read", anyOf = "b:read")
    private static final class OneOfOne {}

    @PermitAll
    @DenyAll
    private static final class OpenAndClosed {}

    @PermitAll
    @RequiresScope("reports:read")
    private static final class OpenAndScoped {}

    @DenyAll
    @RequiresTenant("company")
    private static final class ClosedAndTenant {}

    @Retention(RetentionPolicy.RUNTIME)
    @RequiresScope("reports:read")
    @interface Readers {}

    @Retention(RetentionPolicy.RUNTIME)
    @Readers
    @interface Outer {}

    @Retention(RetentionPolicy.RUNTIME)
    @PermitAll
    @interface Everyone {}

    /** Annotations may stand on each other. */
    @Retention(RetentionPolicy.RUNTIME)
    @Second
    @interface First {}

    @Retention(RetentionPolicy.RUNTIME)
    @First
    @interface Second {}

    @Readers
    private static final class Composed {}

    @Outer
    private static final class ComposedTwice {}

    @Everyone
    private static final class ComposedOpen {}

    @First
    private static final class Round {}
}
