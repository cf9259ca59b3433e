package dev.sallyport.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The extension in a static field, as a server needs it that is started once. */
class SharedSallyportTest {
    @RegisterExtension
    static final SallyportExtension auth = SallyportExtension.with(settings -> settings);

    private static final Set<Sallyport> SEEN = new HashSet<>();

    @BeforeAll
    static void start(Sallyport given) {
        assertThat(given).isSameAs(auth.sallyport());
        SEEN.add(given);
        auth.user(Person.named("ada"));
    }

    @RepeatedTest(2)
    void allTestsHaveTheSame(Sallyport given) {
        assertThat(SEEN.add(given)).isFalse();
        assertThat(given.users().findByLogin("ada")).isPresent();
    }

    @Nested
    class Inside {
        @Test
        void nestedClassesToo(Sallyport given) {
            assertThat(SEEN.add(given)).isFalse();
        }
    }
}
