package dev.sallyport.servlet.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sallyport.access.RequiresScope;
import jakarta.annotation.security.PermitAll;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
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
