package dev.sallyport.servlet.guard.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.AccessRule;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.servlet.wire.RefusalContext;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.StandardProfile;
import dev.sallyport.servlet.wire.WireProfile;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EndpointPathsTest {
    @Test
    void mountedProfileHasAllBelowItsMount() {
        EndpointPaths paths = EndpointPaths.of(StandardProfile.at("/auth"), List.of());

        assertThat(paths.mappings()).containsExactly("/auth/*");
        assertThat(paths.mayHave("/auth/login")).isTrue();
        assertThat(paths.mayHave("/api/reports")).isFalse();
    }

    @Test
    void profileWithoutMountHasItsRoutesOnly() {
        EndpointPaths paths = EndpointPaths.of(
                unmounted(), routes("/login", "/keys", "/keys/{id}", "/keys/{id}/rotate", "/log", "/users/{id}"));

        assertThat(paths.mappings())
                .containsExactly("/keys", "/keys/", "/keys/*", "/log", "/log/", "/login", "/login/", "/users/*");
        assertThat(paths.beginnings())
                .as("each is looked for at every request")
                .containsExactly("/keys", "/log", "/users");
        for (String path : new String[] {"/login", "/login/", "/keys", "/keys/7/rotate", "/log", "/users/7"}) {
            assertThat(paths.mayHave(path)).as(path).isTrue();
        }
        for (String path : new String[] {"", "/", "/api/login", "/key", "/lo"}) {
            assertThat(paths.mayHave(path)).as(path).isFalse();
        }
    }

    @Test
    void variableAtTheBeginningLeadsEverywhere() {
        EndpointPaths paths = EndpointPaths.of(unmounted(), routes("/{id}"));

        assertThat(paths.mappings()).containsExactly("/*");
        assertThat(paths.mayHave("/7")).isTrue();
    }

    private static WireProfile unmounted() {
        return (WireProfile) Proxy.newProxyInstance(
                EndpointPathsTest.class.getClassLoader(),
                new Class<?>[] {WireProfile.class},
                (proxy, called, arguments) -> Optional.empty());
    }

    private static List<Route> routes(String... paths) {
        return Stream.of(paths)
                .map(path -> new Route(
                        "GET",
                        path,
                        RefusalContext.ENDPOINT,
                        Route.Body.NONE,
                        AccessRule.open(),
                        call -> Outcome.done(Reply.empty(204))))
                .toList();
    }
}
