package dev.sallyport.servlet.guard.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.RequestLimits;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where nobody calls, the request is as the container has it. */
class CallerRequestTest {
    private final List<String> asked = new ArrayList<>();
    private final HttpServletRequest container = (HttpServletRequest) Proxy.newProxyInstance(
            CallerRequestTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, called, arguments) -> {
                asked.add(called.getName());
                return called.getReturnType() == boolean.class ? asked.size() > 1 : null;
            });
    private final CallerRequest request = new CallerRequest(container, nobodys());

    @Test
    void containerAuthenticatesWhoHasNoCaller() throws Exception {
        HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(
                CallerRequestTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, called, arguments) -> null);

        assertThat(request.authenticate(response)).isFalse();
        assertThat(request.authenticate(response)).isTrue();
        assertThat(asked).containsExactly("authenticate", "authenticate");
    }

    @Test
    void containerLogsInAndOutWhoHasNoCaller() throws Exception {
        request.login("ada", "secret");
        request.logout();

        assertThat(asked).containsExactly("login", "logout");
    }

    private static AdmittedRequest nobodys() {
        return new AdmittedRequest(
                new AdmittedRequest.Token(), null, null, RequestLimits.Result.UNLIMITED, new Counted(), "/a");
    }
}
