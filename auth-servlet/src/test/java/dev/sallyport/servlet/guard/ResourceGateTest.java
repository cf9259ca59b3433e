package dev.sallyport.servlet.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sallyport.Sallyport;
import dev.sallyport.change.StoreException;
import dev.sallyport.servlet.guard.fixture.FakeContext;
import dev.sallyport.servlet.rule.MethodRule;
import dev.sallyport.servlet.wire.EndpointLimits;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.StandardProfile;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a framework is told of a request that the filter did not let in, and of one that cannot be decided about. */
class ResourceGateTest {
    private final Sallyport auth =
            Sallyport.builder().issuer("https://api.example.com").build();
    private final Map<String, Object> attributes = new HashMap<>();
    private final ResourceGate gate = new GateFactory(auth, List.of(StandardProfile.at("/auth")), EndpointLimits.none())
            .open(new FakeContext().context, GateSettings.none().guarding("/api/*"), List.of())
            .resources();

    @AfterEach
    void close() {
        auth.close();
    }

    @Test
    void requestThatDidNotComeThroughTheFilterIsForbidden() {
        assertThat(gate.hasAdmitted(request(DispatcherType.REQUEST))).isFalse();
        assertThat(refused(DispatcherType.REQUEST, MethodRule.unannotated())).hasValueSatisfying(reply -> {
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.body()).contains("The request did not come through the guard.");
        });
    }

    @Test
    void errorPageThatDemandsMoreKeepsTheStatusAndIsEmpty() {
        attributes.put(RequestDispatcher.ERROR_STATUS_CODE, 410);
        assertThat(refused(DispatcherType.ERROR, MethodRule.closed())).contains(Reply.empty(410));
        attributes.clear();
        assertThat(refused(DispatcherType.ERROR, MethodRule.closed())).contains(Reply.empty(403));
        assertThat(refused(DispatcherType.ERROR, MethodRule.unannotated())).isEmpty();
    }

    @Test
    void storeThatFailsIsToldAsFarAsTheDispatchCanTell() {
        Reply told = gate.unavailable(request(DispatcherType.REQUEST), new StoreException("down"), "a method");
        assertThat(told.status()).isEqualTo(503);
        assertThat(told.headers()).containsEntry("Retry-After", "5");
        assertThat(told.body()).contains("unavailable");

        assertThat(gate.unavailable(request(DispatcherType.INCLUDE), new StoreException("down"), "a method"))
                .isEqualTo(Reply.empty(503));
    }

    @Test
    void servletMustBeCovered() {
        ServletRegistration outside = FakeContext.registration("x", "x.Servlet", List.of("/outside"));

        assertThatIllegalStateException().isThrownBy(() -> gate.requireCovered(outside));
        assertThatIllegalStateException()
                .isThrownBy(() -> gate.requireCovered(outside, "GET /x"))
                .withMessageStartingWith("GET /x is reached by");
        gate.requireCovered(FakeContext.registration("x", "x.Servlet", List.of("/api/x")), "GET /x");
    }

    private Optional<Reply> refused(DispatcherType dispatch, MethodRule rule) {
        HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(
                ResourceGateTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, called, arguments) -> {
                    throw new UnsupportedOperationException(called.getName());
                });
        return gate.refuse(request(dispatch), response, rule, "a method", "/api/x");
    }

    private HttpServletRequest request(DispatcherType dispatch) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                ResourceGateTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getDispatcherType" -> dispatch;
                    case "getServletPath" -> "/api";
                    case "getPathInfo" -> "/x";
                    case "getAttribute" -> attributes.get(arguments[0]);
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
