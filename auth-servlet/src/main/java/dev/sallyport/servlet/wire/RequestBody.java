package dev.sallyport.servlet.wire;

import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.exchange.Body;
import dev.sallyport.servlet.exchange.Lobby;
import dev.sallyport.servlet.json.JsonBody;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;

/** Reads what its route asks for from the body of a request: of the right type, and nothing else. */
final class RequestBody {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private RequestBody() {}

    /** @param body one that is whole */
    static Outcome<Content> read(Route.Body kind, HttpServletRequest request, Body body) {
        byte[] bytes = body.bytes();
        if (kind == Route.Body.NONE) {
            return Outcome.done(Content.NONE);
        }
        if (kind == Route.Body.FORM_OR_JSON) {
            return parameters(bytes, request).map(Content::of);
        }
        if (kind == Route.Body.OPTIONAL_JSON && bytes.length == 0) {
            return Outcome.done(Content.of(JsonBody.empty()));
        }
        if (kind == Route.Body.JSON_OR_FORM && !isJson(request)) {
            return parameters(bytes, request)
                    .map(Parameters::filled)
                    .map(JsonBody::of)
                    .map(Content::of);
        }
        return isJson(request)
                ? JsonBody.parseWithTokens(bytes).map(Content::of)
                : refusedAsUnsupported("The body must be application/json in UTF-8, without a content encoding.");
    }

    private static Outcome<Parameters> parameters(byte[] bytes, HttpServletRequest request) {
        if (bytes.length == 0) {
            return Parameters.parse(bytes);
        }
        if (isJson(request)) {
            return JsonBody.parseWithTokens(bytes).flatMap(JsonBody::texts).flatMap(Parameters::of);
        }
        return typeOf(request)
                .filter(MediaType::isForm)
                .map(type -> Parameters.parse(bytes)
                        .flatMap(read -> type.isUtf8() || read.isAscii() ? Outcome.done(read) : notAscii()))
                .orElseGet(() -> refusedAsUnsupported(
                        "The body must be application/x-www-form-urlencoded or application/json, in UTF-8 and without a"
                                + " content encoding."));
    }

    private static <T> Outcome<T> notAscii() {
        return refusedAsUnsupported(
                "The body has more than ASCII, so it must be in UTF-8: send charset=UTF-8, or none.");
    }

    private static <T> Outcome<T> refusedAsUnsupported(String detail) {
        return Outcome.refused(Refusal.of(Refusal.Cause.UNSUPPORTED_MEDIA_TYPE, detail));
    }

    /** Why a body that is not whole is of no use. */
    static Refusal refuse(Body.State state) {
        return switch (state) {
            case TOO_LARGE ->
                Refusal.of(
                        Refusal.Cause.TOO_LARGE,
                        "The body is larger than the " + Body.MAX_BYTES + " bytes that are accepted.");
            case TOO_SLOW ->
                Refusal.of(
                        Refusal.Cause.INVALID_REQUEST,
                        "The body did not come within " + Lobby.DEADLINE.toSeconds() + " seconds.");
            case NO_PLACE -> Refusal.unavailable(RETRY_AFTER);
            case BROKEN, WHOLE -> Refusal.of(Refusal.Cause.INVALID_REQUEST, "The body cannot be read.");
        };
    }

    static boolean isJson(HttpServletRequest request) {
        return typeOf(request).filter(MediaType::isJson).isPresent();
    }

    /** Empty also when the body is encoded, whatever its type. */
    private static Optional<MediaType> typeOf(HttpServletRequest request) {
        boolean isPlain = Collections.list(request.getHeaders("Content-Encoding")).stream()
                .allMatch(coding -> coding.isBlank() || coding.strip().equalsIgnoreCase("identity"));
        return isPlain ? MediaType.of(request) : Optional.empty();
    }
}
