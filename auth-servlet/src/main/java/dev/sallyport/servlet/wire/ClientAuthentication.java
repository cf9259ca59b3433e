package dev.sallyport.servlet.wire;

import dev.sallyport.grant.PresentedClient;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a client says who it is (RFC 6749 §2.3.1): by HTTP Basic, where id and secret are encoded as in a form, or by parameters of
 * the body; never by both. A bearer token is none of that and is not looked at; what is malformed is a client that failed.
 */
public final class ClientAuthentication {
    private static final String BASIC = "basic ";
    private static final String BEARER = "bearer ";

    private ClientAuthentication() {}

    /** @return empty when no client was named */
    static Outcome<Optional<PresentedClient>> of(Call call) {
        List<String> headers = call.headers("Authorization");
        if (headers.size() > 1) {
            return refused("A request has one Authorization header.");
        }
        String header = headers.isEmpty() ? BEARER : headers.get(0) + " ";
        String start = header.toLowerCase(Locale.ROOT);
        if (start.startsWith(BEARER)) {
            return inBody(call.parameters());
        }
        if (!start.startsWith(BASIC)) {
            return Outcome.refused(Refusal.invalidCredentials());
        }
        Optional<PresentedClient> client =
                basic(header.substring(BASIC.length()).strip());
        if (hasAnother(call.parameters(), client)) {
            return refused("A client authenticates by one method, not by two.");
        }
        return client.isPresent() ? Outcome.done(client) : Outcome.refused(Refusal.invalidCredentials());
    }

    /**
     * The client that a Basic header names, for routes that read JSON.
     *
     * @return empty without such a header; refused when it is malformed
     */
    public static Outcome<Optional<PresentedClient>> inHeader(Call call) {
        List<String> headers = call.headers("Authorization").stream()
                .filter(value -> value.regionMatches(true, 0, BASIC, 0, BASIC.length()))
                .toList();
        if (headers.isEmpty()) {
            return Outcome.done(Optional.empty());
        }
        Optional<PresentedClient> client = headers.size() == 1
                ? basic(headers.get(0).substring(BASIC.length()).strip())
                : Optional.empty();
        return client.isPresent() ? Outcome.done(client) : Outcome.refused(Refusal.invalidCredentials());
    }

    /**
     * The answer to a client that used HTTP Basic: a failure is challenged to use Basic again (RFC 6749 §5.2), not a bearer token as
     * other logins are.
     *
     * @param wording of the profile
     */
    public static Outcome<Reply> answerToBasic(Outcome<Reply> outcome, Function<Refusal, Reply> wording, String realm) {
        return outcome instanceof Outcome.Refused<Reply> refused
                        && refused.refusal().cause() == Refusal.Cause.INVALID_CREDENTIALS
                ? Outcome.done(wording.apply(refused.refusal()).withHeader("WWW-Authenticate", Challenge.basic(realm)))
                : outcome;
    }

    /** To name itself in the body once more is no second method (RFC 6749 §3.2.1). */
    private static boolean hasAnother(Parameters body, Optional<PresentedClient> basic) {
        return body.text("client_secret").isPresent()
                || body.text("client_id")
                        .filter(id ->
                                basic.filter(client -> client.id().equals(id)).isEmpty())
                        .isPresent();
    }

    private static Outcome<Optional<PresentedClient>> inBody(Parameters body) {
        Optional<String> id = body.text("client_id");
        String secret = body.text("client_secret").orElse("");
        if (id.isEmpty() && !secret.isEmpty()) {
            return refused("client_secret comes with client_id.");
        }
        return Outcome.done(id.map(name -> new PresentedClient(name, Secret.of(secret))));
    }

    private static Optional<PresentedClient> basic(String credentials) {
        String pair;
        try {
            // Latin letters stand for the bytes one by one; what is beyond ASCII must be escaped, or is no UTF-8 below.
            pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = pair.indexOf(':');
        if (colon <= 0 || pair.chars().anyMatch(c -> c > 0x7E || c < 0x20)) {
            return Optional.empty();
        }
        Optional<String> id = Parameters.decode(pair.substring(0, colon));
        Optional<String> secret = Parameters.decode(pair.substring(colon + 1));
        return id.flatMap(name -> secret.map(text -> new PresentedClient(name, Secret.of(text))));
    }

    private static <T> Outcome<T> refused(String detail) {
        return Outcome.refused(Refusal.of(Refusal.Cause.INVALID_REQUEST, detail));
    }
}
