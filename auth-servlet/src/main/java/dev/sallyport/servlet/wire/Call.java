package dev.sallyport.servlet.wire;

import dev.sallyport.caller.Caller;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.json.JsonBody;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a route sees of its request. For the thread of the request only. */
public interface Call {
    /** @throws IllegalStateException when the route is open and no credential came */
    Caller caller();

    /**
     * The value of a template variable, decoded: 1 to 256 characters.
     *
     * @throws IllegalArgumentException when the route's path has no such variable
     */
    String path(String variable);

    /**
     * The JSON object of the body. Faults that its readers find are answered together, by field.
     *
     * @throws IllegalStateException when the route reads no body
     */
    JsonBody body();

    /**
     * The parameters of the body, whether it is a form or a JSON object.
     *
     * @throws IllegalStateException when the route reads no parameters
     */
    Parameters parameters();

    /** The client's address as rate limits know it; its text is what the audit holds. */
    ClientAddress address();

    Optional<String> header(String name);

    /** One text for each line of that name; empty when there is none. */
    List<String> headers(String name);

    /** The path of the URL as it came, with that of the context. */
    String rawPath();

    /** Tells whether nobody on the way can read along: the browser came by TLS, or from the machine itself. */
    boolean isConfidential();

    /** The value of a cookie; the last one where several came. The name is as the profile has it, without the prefix of {@link CookieNames}. */
    Optional<String> cookie(String name);

    /**
     * All values of a cookie, at most {@link dev.sallyport.authenticate.Authenticator#MAX_COOKIES}: other hosts of the site may have
     * set all but one.
     */
    List<Secret> cookies(String name);

    /** A parameter of the query, decoded; empty when it is missing or came twice. Never for a credential. */
    Optional<String> query(String name);

    /** All query parameters that have a value; refused when one is repeated, or the encoding is invalid. Never for a credential. */
    Outcome<Map<String, String>> queryParameters();

    /** The caller, where a credential came; for routes that are open. */
    Optional<Caller> anyCaller();

    /** The credential that the request was admitted with, from whichever header; empty when it was a cookie, or none. */
    Optional<Secret> credential();

    /** The credential of the {@code Authorization} header; the request was admitted with it. Empty when there is none. */
    Optional<Secret> bearer();

    /** Where a login comes from, with the known device's cookie if there is one. */
    LoginOrigin origin();
}
