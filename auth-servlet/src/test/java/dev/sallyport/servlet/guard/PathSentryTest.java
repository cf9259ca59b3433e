package dev.sallyport.servlet.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.servlet.guard.fixture.FakeContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Most of what it does is tested over HTTP. */
class PathSentryTest {
    private final PathSentry sentry = new PathSentry();
    private final AtomicInteger passed = new AtomicInteger();

    @Test
    void otherProtocolsPass() throws Exception {
        InvocationHandler nothing = (proxy, called, arguments) -> null;
        ServletResponse response = fake(HttpServletResponse.class, nothing);

        sentry.doFilter(fake(ServletRequest.class, nothing), response, (same, answer) -> passed.incrementAndGet());
        sentry.doFilter(
                fake(HttpServletRequest.class, nothing),
                fake(ServletResponse.class, nothing),
                (same, answer) -> passed.incrementAndGet());
        assertThat(passed).hasValue(2);
    }

    @Test
    void withoutAGateNothingPasses() {
        FakeContext fake = new FakeContext();
        HttpServletRequest request = fake(HttpServletRequest.class, (proxy, called, arguments) -> fake.context);
        HttpServletResponse response = fake(HttpServletResponse.class, (proxy, called, arguments) -> null);

        assertThatThrownBy(() -> sentry.doFilter(request, response, (same, answer) -> passed.incrementAndGet()))
                .isInstanceOf(ServletException.class)
                .hasMessageStartingWith("There is no gate in this context");
        assertThat(passed).hasValue(0);
    }

    private static <T> T fake(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(PathSentryTest.class.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
