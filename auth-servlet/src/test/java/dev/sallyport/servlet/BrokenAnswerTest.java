package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.AccessRule;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.RefusalContext;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.StandardProfile;
import dev.sallyport.servlet.wire.WireProfile;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A profile of the application may answer with what no container writes. */
class BrokenAnswerTest {
    @Test
    void answerThatCannotBeWrittenIsAFailureThatTheLogHas() {
        try (TestApi api = TestApi.start(profile(), settings -> settings)) {
            HttpResponse<String> failed = api.get("/auth/broken", null);

            assertThat(failed.statusCode()).isEqualTo(500);
            assertThat(TestApi.member(failed, "incident")).matches("[0-9a-f]{12}");
            assertThat(failed.body()).doesNotContain("secret");
        }
    }

    private static WireProfile profile() {
        StandardProfile standard = StandardProfile.at("/auth");
        return (WireProfile) Proxy.newProxyInstance(
                BrokenAnswerTest.class.getClassLoader(),
                new Class<?>[] {WireProfile.class},
                (proxy, called, arguments) -> called.getName().equals("routes")
                        ? routes(standard, (Operations) arguments[0])
                        : called.invoke(standard, arguments));
    }

    private static List<Route> routes(StandardProfile standard, Operations core) {
        Reply broken = Reply.json(200, "secret")
                .withCookie(new Reply.NewCookie("no; name", Secret.of("value"), "/", Duration.ofHours(1)));
        List<Route> routes = new ArrayList<>(standard.routes(core));
        routes.add(new Route(
                "GET",
                "/auth/broken",
                RefusalContext.ENDPOINT,
                Route.Body.NONE,
                AccessRule.open(),
                call -> Outcome.done(broken)));
        return routes;
    }
}
