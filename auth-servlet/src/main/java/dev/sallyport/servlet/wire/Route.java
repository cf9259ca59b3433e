package dev.sallyport.servlet.wire;

import dev.sallyport.access.AccessRule;
import dev.sallyport.outcome.Outcome;

/**
 * One endpoint of a profile. Immutable.
 *
 * @param method upper case; a GET route also answers HEAD
 * @param path relative to the context, such as {@code /auth/api-keys/{id}}; with or without a trailing slash alike
 * @param site what a refusal here is called
 * @param body what the route reads
 * @param access what it demands of its caller
 */
public record Route(String method, String path, RefusalContext site, Body body, AccessRule access, Handler handler) {
    /** What a route reads from the request body. */
    public enum Body {
        /** Nothing; a body is ignored up to the size limit and refused beyond. */
        NONE,
        /** One JSON object. */
        JSON,
        /** One JSON object, or no body at all, which reads as the empty object. */
        OPTIONAL_JSON,
        /** One JSON object, or a form whose parameters are its members, each a string; one without a value counts as absent. */
        JSON_OR_FORM,
        /** Parameters as a form has them, or one JSON object of texts, or no body at all. */
        FORM_OR_JSON
    }

    /** Exchanges credentials in a JSON body for tokens: by POST, from anybody. */
    public static Route login(String path, Handler handler) {
        return new Route("POST", path, RefusalContext.LOGIN, Body.JSON, AccessRule.open(), handler);
    }

    /** Does something for whoever shows a credential; the core decides whether they may. */
    public static Route authenticated(String method, String path, Body body, Handler handler) {
        return new Route(method, path, RefusalContext.ENDPOINT, body, AccessRule.authenticated(), handler);
    }

    /** The same with another demand. */
    Route with(AccessRule other) {
        return new Route(method, path, site, body, other, handler);
    }

    /** The work of a route. Called on the request's thread; must be safe for use by many threads. */
    @FunctionalInterface
    public interface Handler {
        /** The answer, or why there is none; the framework has the profile write a refusal. */
        Outcome<Reply> handle(Call call);
    }
}
