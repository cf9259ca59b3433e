package dev.sallyport.servlet.guard.start;

import static dev.sallyport.servlet.guard.fixture.FakeWebSockets.made;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.servlet.guard.fixture.FakeContext;
import dev.sallyport.servlet.guard.fixture.FakeWebSockets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints are found in the objects of the containers that are known, however deep, and nowhere else. */
class WebSocketEndpointsTest {
    private final FakeContext fake = new FakeContext(FakeWebSockets.LOADER);
    private final Object config = made("app.Config", String.class);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.tomcat.websocket.server.Mapping",
                "org.apache.tomcat.websocket.server.Extended",
                "io.undertow.websockets.Mapping",
                "org.eclipse.jetty.ee10.websocket.Mapping",
                "org.eclipse.jetty.ee10.websocket.Extended",
                "org.eclipse.jetty.pathmap.Mapping"
            })
    void knownContainersHoldThem(String type) {
        assertThat(in(made(type, config))).containsExactly(String.class);
        assertThat(in(made("org.apache.tomcat.websocket.server.Mapping", made(type, config))))
                .containsExactly(String.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.eclipse.jetty.server.Mapping", "org.apache.catalina.Mapping", "app.websocket.Mapping"})
    void otherObjectsAreNotLookedInto(String type) {
        assertThat(in(made(type, config))).isEmpty();
    }

    @Test
    void mapsAndCollectionsHoldThemToo() {
        Object other = made("app.OwnConfig", Integer.class);

        assertThat(in(made(
                        "io.undertow.websockets.Mapping",
                        Map.of("/a", List.of(made("io.undertow.websockets.Mapping", config), other)))))
                .containsExactlyInAnyOrder(String.class, Integer.class);
    }

    @Test
    void eachIsFoundOnce() {
        assertThat(in(List.of(config, config, List.of(config)))).containsExactly(String.class);
    }

    @Test
    void contextWithoutWebSocketsHasNone() {
        assertThat(WebSocketEndpoints.in(fake.context)).isEmpty();
    }

    /** Nobody knows what another version of a container brings along. */
    @Test
    void whatFailsHidesNothingElse() {
        assertThat(in(List.of(made("app.Config", "no class"), config))).containsExactly(String.class);
    }

    @Test
    void objectsThatHoldEachOtherComeToAnEnd() {
        List<Object> circle = new ArrayList<>();
        circle.add(made("io.undertow.websockets.Mapping", circle));
        circle.add(config);

        assertThat(in(circle)).containsExactly(String.class);
    }

    private List<Class<?>> in(Object container) {
        fake.attributes.put(FakeWebSockets.CONTAINER, container);
        return WebSocketEndpoints.in(fake.context);
    }
}
