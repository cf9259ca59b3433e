package dev.sallyport.servlet.wire;

import dev.sallyport.caller.Outcome;
import dev.sallyport.caller.Refusal;
import dev.sallyport.servlet.json.JsonBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the body of a request: of the right type, not too large, and what its route asks for. */
final class RequestBody {
    /** The largest body, in bytes. */
    static final int MAX_BYTES = 64 * 1024;

    /** How much of a body that is too large is read all the same, in bytes. */
    private static final int MAX_DISCARDED = 2 * 1024 * 1024;

    private static final Pattern JSON =
            Pattern.compile("application/json[ \t]*(;[ \t]*charset=(utf-8|\"utf-8\")[ \t]*)?");

    private static final Pattern FORM =
            Pattern.compile("application/x-www-form-urlencoded[ \t]*(;[ \t]*charset=(utf-8|\"utf-8\")[ \t]*)?");

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
        if (!isJson(request)) {
            return Outcome.refused(Refusal.of(
                    Refusal.Cause.UNSUPPORTED_MEDIA_TYPE,
                    "The body must be application/json in UTF-8, without a content encoding."));
        }
        return JsonBody.parse(bytes).map(Content::of);
    }

    private static Outcome<Parameters> parameters(byte[] bytes, HttpServletRequest request) {
        if (bytes.length == 0 || isOf(FORM, request)) {
            return Parameters.parse(bytes);
        }
        return isJson(request)
                ? JsonBody.parse(bytes).flatMap(JsonBody::texts).map(Parameters::of)
                : Outcome.refused(Refusal.of(
                        Refusal.Cause.UNSUPPORTED_MEDIA_TYPE,
                        "The body must be application/x-www-form-urlencoded or application/json, in UTF-8 and without a"
                                + " content encoding."));
    }

    /** One byte more than allowed at most: enough to know that there are too many. */
    private static byte[] bytes(HttpServletRequest request) throws IOException {
        return request.getInputStream().readNBytes(MAX_BYTES + 1);
    }

    static boolean isJson(HttpServletRequest request) {
        return isOf(JSON, request);
    }

    private static boolean isOf(Pattern type, HttpServletRequest request) {
        // Not getContentType(), with which a container may fail where the charset is one that it does not know.
        String named = request.getHeader("Content-Type");
        String encoding = request.getHeader("Content-Encoding");
        return named != null
                && type.matcher(named.strip().toLowerCase(Locale.ROOT)).matches()
                && (encoding == null || encoding.equalsIgnoreCase("identity"));
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
