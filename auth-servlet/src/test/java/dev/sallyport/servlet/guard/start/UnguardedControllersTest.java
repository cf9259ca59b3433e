package dev.sallyport.servlet.guard.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.fixtures.LogLines;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.servlet.guard.fixture.FakeContext;
import dev.sallyport.servlet.guard.fixture.FakeSpring;
import jakarta.servlet.http.HttpServlet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A dispatcher of Spring whose controllers are annotated, or may be, answers nobody while nothing enforces the annotations. */
class UnguardedControllersTest {
    private final FakeContext fake = new FakeContext(FakeSpring.LOADER)
            .servlet("api", FakeSpring.load(FakeSpring.DISPATCHER), "/api/*")
            .servlet("plain", HttpServlet.class, "/plain");
    private final UnguardedControllers unguarded = unguarded();

    @Test
    void annotatedControllersOfADispatcherAreAHole() {
        own(Map.of("a", SpringControllersTest.ByClass.class));

        assertThat(unguarded.isNone()).isFalse();
        assertThat(unguarded.has("api")).isTrue();
        assertThat(unguarded.has("plain")).isFalse();
        assertThat(unguarded.has("unknown")).isFalse();
        assertThat(unguarded.has(null)).isFalse();
    }

    @Test
    void controllersWithoutAnnotationsAreNone() {
        own(Map.of("a", SpringControllersTest.Silent.class));

        assertThat(unguarded.has("api")).isFalse();
        own(Map.of("a", SpringControllersTest.ByClass.class));
        assertThat(unguarded.has("api")).as("beans do not change any more").isFalse();
    }

    @Test
    void controllersThatNobodySeesYetAreAHoleUntilTheyAreSeen() {
        assertThat(unguarded.has("api")).isTrue();

        own(Map.of("a", SpringControllersTest.Silent.class));
        assertThat(unguarded.has("api")).isFalse();
    }

    @Test
    void methodGuardClosesTheHole() {
        own(Map.of("a", SpringControllersTest.ByClass.class));
        ResourceServlets.of(fake.context).addMethodGuard();

        assertThat(unguarded.isNone()).isTrue();
        assertThat(unguarded.has("api")).isFalse();
    }

    @Test
    void applicationWithoutADispatcherHasNone() {
        FakeContext other = new FakeContext().servlet("plain", HttpServlet.class, "/");
        assertThat(new UnguardedControllers(other.context, targets(other)).isNone())
                .isTrue();
    }

    @Test
    void logSaysOnceWhatIsAnnotatedAndWhatToDo() {
        own(Map.of("b", SpringControllersTest.ByMethod.class, "a", SpringControllersTest.ByClass.class));
        try (LogLines log = LogLines.of(UnguardedControllers.class)) {
            assertThat(unguarded.has("api")).isTrue();
            assertThat(unguarded.has("api")).isTrue();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "The servlet \"api\" answers 503 to everyone: nothing enforces the annotations of its controllers "
                                    + List.of(
                                            SpringControllersTest.ByClass.class.getName(),
                                            SpringControllersTest.ByMethod.class.getName())
                                    + ", because no MethodGuard was made");
        }
    }

    @Test
    void logSaysThatTheControllersAreNotSeen() {
        try (LogLines log = LogLines.of(UnguardedControllers.class)) {
            assertThat(unguarded.has("api")).isTrue();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("nothing shows whether its controllers are annotated");
        }
    }

    private void own(Map<String, ?> beans) {
        fake.attributes.put(FakeSpring.BEANS_OF + "api", FakeSpring.beans(beans, null));
    }

    private UnguardedControllers unguarded() {
        return new UnguardedControllers(fake.context, targets(fake));
    }

    private static Targets targets(FakeContext of) {
        return new Targets(of.context, new ServletRuleReader(ScopeCatalog.of(Map.of()), Set.of()));
    }
}
