package dev.sallyport.servlet.guard.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sallyport.access.RequiresScope;
import dev.sallyport.servlet.guard.fixture.FakeContext;
import dev.sallyport.servlet.guard.fixture.FakeWebSockets;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.http.HttpServlet;
import java.util.Arrays;
import java.util.EventListener;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Annotations on what this library does not guard stop the start, and others do not. */
public class MisplacedAnnotationsTest {
    private final FakeContext fake = new FakeContext(FakeWebSockets.LOADER);

    @ParameterizedTest
    @ValueSource(
            classes = {
                FilterByClass.class,
                FilterByMethod.class,
                FilterByInterface.class,
                FilterByParent.class,
                FilterByParentsInterface.class
            })
    void annotatedFilterIsRefused(Class<?> filter) {
        fake.filter(Silent.class.getName()).filter(filter.getName());

        assertThat(fault())
                .startsWith("The filter " + filter.getName()
                        + " has annotations of dev.sallyport.access, and they hold nothing" + " there")
                .endsWith("Remove them, and annotate what is to be protected");
        assertThatIllegalStateException()
                .isThrownBy(() -> MisplacedAnnotations.refuse(fake.context))
                .withMessageStartingWith("The filter");
    }

    @Test
    void otherFiltersAreNone() {
        fake.filter(Silent.class.getName())
                .filter("no.such.Filter")
                .filter(null)
                .filter(Both.class.getName());

        assertThat(fault()).isNull();
        MisplacedAnnotations.refuse(fake.context);
    }

    @ParameterizedTest
    @ValueSource(classes = {Listener.class, InheritingListener.class})
    void annotatedListenerIsRefused(Class<?> listener) {
        assertThat(fault(String.class, listener)).startsWith("The listener " + listener.getName() + " has annotations");
    }

    @Test
    void servletsControllersAndListenersToOtherThingsAreNone() {
        assertThat(fault(Both.class, Controller.class, OtherListener.class)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.ByType", "app.ByAnnotation", "app.Inheriting"})
    void annotatedEndpointIsRefused(String name) {
        Class<?> endpoint = FakeWebSockets.load(name);

        assertThat(fault(endpoint))
                .startsWith("The WebSocket endpoint " + name + " has annotations")
                .contains("protect(…) the endpoint's path");
        fake.attributes.put(FakeWebSockets.CONTAINER, FakeWebSockets.made("app.Config", endpoint));
        assertThat(fault()).startsWith("The WebSocket endpoint " + name);
    }

    @Test
    void endpointWithoutAnnotationsIsNone() {
        Class<?> silent = FakeWebSockets.load("app.Silent");
        fake.attributes.put(FakeWebSockets.CONTAINER, FakeWebSockets.made("app.Config", silent));

        assertThat(fault()).isNull();
    }

    private @Nullable String fault(Class<?>... annotated) {
        List<Class<?>> classes = Arrays.asList(annotated);
        return MisplacedAnnotations.fault(fake.context, classes);
    }

    @RequiresScope("a")
    public abstract static class FilterByClass implements Filter {}

    abstract static class FilterByMethod implements Filter {
        @RequiresScope("a")
        void own() {}
    }

    @RequiresScope("a")
    interface Annotated {}

    abstract static class FilterByInterface implements Filter, Annotated {}

    public abstract static class FilterByParent extends FilterByClass {}

    abstract static class FilterByParentsInterface extends FilterByInterface {}

    @Deprecated
    abstract static class Silent implements Filter {
        @Deprecated
        void own() {}
    }

    /** The container calls it as a servlet, too, and there the annotation is read. */
    @RequiresScope("a")
    abstract static class Both extends HttpServlet implements Filter {
        private static final long serialVersionUID = 1;
    }

    @RequiresScope("a")
    static class Listener implements ServletContextListener {}

    static class InheritingListener extends Listener {}

    @RequiresScope("a")
    static class OtherListener implements EventListener {}

    @RequiresScope("a")
    static class Controller {}
}
