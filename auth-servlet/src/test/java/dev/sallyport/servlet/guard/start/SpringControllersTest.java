package dev.sallyport.servlet.guard.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.RequiresScope;
import dev.sallyport.fixtures.LogLines;
import dev.sallyport.servlet.guard.fixture.FakeContext;
import dev.sallyport.servlet.guard.fixture.FakeSpring;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Annotated controllers are found wherever the dispatcher may find them, and what cannot be seen is not taken for none. */
public class SpringControllersTest {
    private final FakeContext fake = new FakeContext(FakeSpring.LOADER);

    @Test
    void dispatcherIsSpringsAndWhatExtendsIt() {
        assertThat(SpringControllers.isDispatcher(FakeSpring.load(FakeSpring.DISPATCHER)))
                .isTrue();
        assertThat(SpringControllers.isDispatcher(FakeSpring.load("app.OwnDispatcher")))
                .isTrue();
        assertThat(SpringControllers.isDispatcher(HttpServlet.class)).isFalse();
    }

    @Test
    void controllersAreAnnotatedByTheirClassOrOneOfTheirMethodsOrWhatTheyExtend() {
        own(Map.of(
                "a", ByClass.class, "b", ByMethod.class, "c", Inheriting.class, "d", Silent.class, "e", Foreign.class));

        assertThat(annotated())
                .containsExactly(ByClass.class.getName(), ByMethod.class.getName(), Inheriting.class.getName());
    }

    @Test
    void controllersOfParentsAreCalledToo() {
        Object grandparent = FakeSpring.beans(Map.of("a", ByClass.class), null);
        Object parent = FakeSpring.beans(Map.of("b", Silent.class), grandparent);
        fake.attributes.put(FakeSpring.BEANS_OF + "api", FakeSpring.beans(Map.of("c", ByMethod.class), parent));

        assertThat(annotated()).containsExactly(ByClass.class.getName(), ByMethod.class.getName());
    }

    @Test
    void beansAreThoseOfTheServletOrElseOfTheRoot() {
        fake.attributes.put(FakeSpring.ROOT, FakeSpring.beans(Map.of("a", ByClass.class), null));
        assertThat(annotated()).containsExactly(ByClass.class.getName());

        own(Map.of("b", Silent.class));
        assertThat(annotated()).isEmpty();
    }

    @Test
    void beansThatNobodySeesAreNotTakenForNone() {
        assertThat(annotated()).isNull();

        own(Map.of("a", new IllegalStateException("closed")));
        assertThat(annotated()).isNull();
        fake.attributes.put(FakeSpring.BEANS_OF + "api", "no context of Spring");
        assertThat(annotated()).isNull();
    }

    @Test
    void beanBehindAProxyIsSeen() {
        own(Map.of("a", FakeSpring.proxyOf(ByClass.class), "b", FakeSpring.proxyOf(Silent.class)));

        assertThat(annotated()).containsExactly(ByClass.class.getName());
    }

    /** Spring does not say of every bean what it will be. */
    @Test
    void beanWithoutATypeIsPassedOver() {
        own(Collections.singletonMap("a", null));

        assertThat(annotated()).isEmpty();
    }

    @Test
    void whatTheDispatcherDoesNotCallIsLeftToOthers() {
        own(Map.of("a", AServlet.class, "b", AFilter.class, "c", FakeSpring.load("app.Resource")));

        assertThat(annotated()).isEmpty();
    }

    @Test
    void classOfWhichAPartIsMissingIsPassedOver() {
        own(Map.of("a", FakeSpring.load("app.Incomplete"), "b", ByClass.class));

        try (LogLines log = LogLines.of(SpringControllers.class)) {
            assertThat(annotated()).containsExactly(ByClass.class.getName());
            assertThat(log.lines()).containsExactly("The class app.Incomplete cannot be read");
        }
    }

    private void own(Map<String, ?> beans) {
        fake.attributes.put(FakeSpring.BEANS_OF + "api", FakeSpring.beans(beans, null));
    }

    private @Nullable Set<String> annotated() {
        return SpringControllers.annotated(fake.context, "api");
    }

    @RequiresScope("a")
    public static class ByClass {}

    static class Inheriting extends ByClass {}

    static class ByMethod {
        @RequiresScope("a")
        public void handle() {}
    }

    static class Silent {
        public void handle() {}
    }

    @Deprecated
    static class Foreign {
        @Deprecated
        public void handle() {}
    }

    @RequiresScope("a")
    static class AServlet extends HttpServlet {
        private static final long serialVersionUID = 1;
    }

    @RequiresScope("a")
    abstract static class AFilter implements Filter {}
}
