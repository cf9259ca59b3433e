package dev.sallyport.servlet.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.servlet.guard.fixture.FakeContext;
import dev.sallyport.servlet.guard.fixture.FakeSpring;
import dev.sallyport.servlet.guard.start.SpringControllersTest;
import dev.sallyport.servlet.wire.EndpointLimits;
import dev.sallyport.servlet.wire.StandardProfile;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody gets an answer from what has annotations that nothing enforces. */
class HoleTest {
    private final Sallyport auth = Sallyport.builder()
            .issuer("https://api.example.com")
            .scopes("reports:read")
            .build();
    private final FakeContext fake = new FakeContext(FakeSpring.LOADER)
            .servlet("api", FakeSpring.load(FakeSpring.DISPATCHER), "/api/*")
            .servlet("plain", HttpServlet.class, "/plain");
    private final Map<String, String> answered = new HashMap<>();

    @AfterEach
    void close() {
        auth.close();
    }

    @Test
    void dispatcherWithAnnotatedControllersAnswers503() throws Exception {
        fake.attributes.put(
                FakeSpring.BEANS_OF + "api", FakeSpring.beans(Map.of("a", SpringControllersTest.ByClass.class), null));
        Gate gate = gate();

        assertThat(gate.refusesForHole(request("api"), response())).isTrue();
        assertThat(answered).containsEntry("status", "503").containsEntry("Retry-After", "5");
        answered.clear();
        assertThat(gate.refusesForHole(request("plain"), response())).isFalse();
        assertThat(answered).isEmpty();
    }

    @Test
    void dispatcherWithoutThemIsNone() throws Exception {
        fake.attributes.put(FakeSpring.BEANS_OF + "api", FakeSpring.beans(Map.of(), null));

        assertThat(gate().refusesForHole(request("api"), response())).isFalse();
        assertThat(answered).isEmpty();
    }

    @Test
    void servletThatCameLaterAndIsNotCoveredClosesTheApplication() throws Exception {
        Gate gate = gate();
        fake.servlet("late", Annotated.class, "/late");

        assertThat(gate.refusesForHole(request("plain"), response())).isTrue();
        assertThat(answered).containsEntry("status", "500");
    }

    private Gate gate() {
        return new GateFactory(auth, List.of(StandardProfile.at("/auth")), EndpointLimits.none())
                .open(fake.context, GateSettings.none().guarding("/api/*"), List.of());
    }

    private static HttpServletRequest request(String servlet) {
        HttpServletMapping mapping = fake(HttpServletMapping.class, (proxy, called, arguments) -> servlet);
        return fake(HttpServletRequest.class, (proxy, called, arguments) -> switch (called.getName()) {
            case "getDispatcherType" -> DispatcherType.REQUEST;
            case "getHttpServletMapping" -> mapping;
            case "getMethod" -> "GET";
            default -> throw new UnsupportedOperationException(called.getName());
        });
    }

    private HttpServletResponse response() {
        return fake(HttpServletResponse.class, (proxy, called, arguments) -> switch (called.getName()) {
            case "isCommitted" -> false;
            case "setStatus" -> answered.put("status", arguments[0].toString());
            case "setHeader" -> answered.put((String) arguments[0], (String) arguments[1]);
            case "getOutputStream" -> new Nowhere();
            case "resetBuffer", "setContentType", "setContentLength" -> null;
            default -> throw new UnsupportedOperationException(called.getName());
        });
    }

    private static <T> T fake(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(HoleTest.class.getClassLoader(), new Class<?>[] {type}, answers));
    }

    private static final class Nowhere extends ServletOutputStream {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}

        @Override
        public void write(int octet) {}
    }

    @RequiresScope("reports:read")
    private abstract static class Annotated extends HttpServlet {
        private static final long serialVersionUID = 1;
    }
}
