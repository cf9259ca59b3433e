package dev.sallyport.servlet.wire;

import dev.sallyport.access.AccessRule;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.servlet.shape.RouteDoc;

/**
 * One endpoint of a profile. Immutable.
 *
 * @param method upper case; a GET route also answers HEAD
 * @param path relative to the context, such as {@code /auth/api-keys/{id}}; with or without a trailing slash alike
 * @param site what a refusal here is called
 * @param access what it demands of its caller
 * @param work what it reads and does
 */
public record Route(String method, String path, RefusalContext site, AccessRule access, Work work) {
    /**
     * What a route reads, does, and says of itself.
     *
     * @param doc {@link RouteDoc#NONE} where nobody described it
     */
    public record Work(Body body, Handler handler, RouteDoc doc) {}

    /** A route that nobody described yet; see {@link #describedBy}. */
    public Route(String method, String path, RefusalContext site, Body body, AccessRule access, Handler handler) {
        this(method, path, site, access, new Work(body, handler, RouteDoc.NONE));
    }

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
        return new Route(method, path, site, other, work);
    }

    /** The same with what it says of itself, for the documents about the endpoints. */
    public Route describedBy(RouteDoc doc) {
        return new Route(method, path, site, access, new Work(body(), handler(), doc));
    }

    /** What the route reads of the body. */
    public Body body() {
        return work.body();
    }

    /** What the route does. */
    public Handler handler() {
        return work.handler();
    }

    /** What the route says of itself. */
    public RouteDoc doc() {
        return work.doc();
    }

    /** The work of a route. Called on the request's thread; must be safe for use by many threads. */
    @FunctionalInterface
    public interface Handler {
        /** The answer, or why there is none; the framework has the profile write a refusal. */
        Outcome<Reply> handle(Call call);
    }
}
