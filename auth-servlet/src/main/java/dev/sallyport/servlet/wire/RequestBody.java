package dev.sallyport.servlet.wire;

import dev.sallyport.caller.Outcome;
import dev.sallyport.caller.Refusal;
import dev.sallyport.servlet.json.JsonBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Optional;

/** Reads the body of a request: of the right type, not too large, and what its route asks for. */
final class RequestBody {
    /** The largest body, in bytes. */
    static final int MAX_BYTES = 64 * 1024;

    /** How much of a body that is too large is read all the same, in bytes. */
    private static final int MAX_DISCARDED = 2 * 1024 * 1024;

    private RequestBody() {}

    static Outcome<Content> read(Route.Body kind, HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > MAX_BYTES) {
            return tooLarge(request);
        }
        if (kind == Route.Body.NONE) {
            // Only a body without a length needs reading to be measured; the container discards the rest.
            return request.getHeader("Transfer-Encoding") != null && bytes(request).length > MAX_BYTES
                    ? tooLarge(request)
                    : Outcome.done(Content.NONE);
        }
        byte[] bytes = bytes(request);
        if (bytes.length > MAX_BYTES) {
            return tooLarge(request);
        }
        if (kind == Route.Body.FORM_OR_JSON) {
            return parameters(bytes, request).map(Content::of);
        }
        if (kind == Route.Body.OPTIONAL_JSON && bytes.length == 0) {
            return Outcome.done(Content.of(JsonBody.empty()));
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
            return JsonBody.parseWithTokens(bytes).flatMap(JsonBody::texts).map(Parameters::of);
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

    /** One byte more than allowed at most: enough to know that there are too many. */
    private static byte[] bytes(HttpServletRequest request) throws IOException {
        return request.getInputStream().readNBytes(MAX_BYTES + 1);
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

    /**
     * A rest that is not too long is thrown away first: a client that is still sending when the connection closes never sees the
     * answer.
     */
    private static <T> Outcome<T> tooLarge(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > MAX_DISCARDED) {
            return refusedAsTooLarge();
        }
        InputStream in = request.getInputStream();
        byte[] waste = new byte[8 * 1024];
        int left = MAX_DISCARDED;
        for (int read = in.read(waste); read >= 0 && left > 0; read = in.read(waste)) {
            left -= read;
        }
        return refusedAsTooLarge();
    }

    private static <T> Outcome<T> refusedAsTooLarge() {
        return Outcome.refused(Refusal.of(
                Refusal.Cause.TOO_LARGE, "The body is larger than the " + MAX_BYTES + " bytes that are accepted."));
    }
}
