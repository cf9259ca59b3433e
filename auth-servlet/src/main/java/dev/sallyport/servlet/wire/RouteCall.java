package dev.sallyport.servlet.wire;

import dev.sallyport.authenticate.Authenticator;
import dev.sallyport.caller.Caller;
import dev.sallyport.grant.AnswerHold;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.json.JsonBody;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A call over a servlet request. */
record RouteCall(
        Match match,
        HttpServletRequest request,
        Content content,
        Admitted admitted,
        CookieNames cookieNames,
        AnswerHold hold)
        implements Call {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    @Override
    public Caller caller() {
        Caller caller = admitted.caller();
        if (caller == null) {
            throw new IllegalStateException(match.resource() + " is open, and the request came without a credential");
        }
        return caller;
    }

    @Override
    public String path(String variable) {
        String value = match.variables().get(variable);
        if (value == null) {
            throw new IllegalArgumentException(match.resource() + " has no variable " + variable);
        }
        return value;
    }

    @Override
    public JsonBody body() {
        JsonBody json = content.json();
        if (json == null) {
            throw new IllegalStateException(match.resource() + " reads no JSON");
        }
        return json;
    }

    @Override
    public Parameters parameters() {
        Parameters parameters = content.parameters();
        if (parameters == null) {
            throw new IllegalStateException(match.resource() + " reads no parameters");
        }
        return parameters;
    }

    @Override
    public String rawPath() {
        return request.getRequestURI();
    }

    @Override
    public boolean isConfidential() {
        return cookieNames.isSecure(request) || LOOPBACK.contains(request.getServerName());
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    @Override
    public List<String> headers(String name) {
        return Collections.list(request.getHeaders(name));
    }

    @Override
    public Optional<String> cookie(String name) {
        List<String> values = cookieNames.valuesOf(name, request, 1);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    @Override
    public List<Secret> cookies(String name) {
        return cookieNames.valuesOf(name, request, Authenticator.MAX_COOKIES).stream()
                .map(Secret::of)
                .toList();
    }

    @Override
    public Optional<String> query(String name) {
        // Only what stands in the query: getParameter would read a form in the body too.
        String query = request.getQueryString();
        return query == null ? Optional.empty() : QueryText.valueOf(query, name);
    }

    @Override
    public Outcome<Map<String, String>> queryParameters() {
        String query = request.getQueryString();
        return query == null
                ? Outcome.done(Map.of())
                : Parameters.parse(query.getBytes(StandardCharsets.UTF_8)).map(Parameters::filled);
    }

    @Override
    public Optional<Caller> anyCaller() {
        return Optional.ofNullable(admitted.caller());
    }

    @Override
    public Optional<Secret> credential() {
        return Optional.ofNullable(admitted.credential());
    }

    @Override
    public Optional<Secret> bearer() {
        // Its syntax was found right when the request was admitted.
        return header("Authorization")
                .filter(value -> admitted.caller() != null && value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> Secret.of(value.substring("Bearer ".length()).strip()));
    }

    @Override
    public ClientAddress address() {
        return admitted.address();
    }

    @Override
    public LoginOrigin origin() {
        return new LoginOrigin(
                admitted.address(),
                header("User-Agent").orElse(null),
                cookie(Reply.DEVICE_COOKIE).map(Secret::of).orElse(null),
                hold);
    }
}
