package dev.sallyport.servlet.wire;

import dev.sallyport.grant.Login;
import dev.sallyport.secret.Secret;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is answered. Immutable. The framework adds {@code Cache-Control: no-store} unless a header here says otherwise.
 *
 * @param contentType null when there is no body
 * @param body the text, sent as UTF-8
 * @param cookies to set
 * @param stream writes the body instead of {@code body}; null when there is none
 */
public record Reply(
        int status,
        Map<String, String> headers,
        @Nullable String contentType,
        String body,
        List<NewCookie> cookies,
        @Nullable Stream stream) {

    /** A body that is too long to hold in memory. */
    @FunctionalInterface
    public interface Stream {
        /**
         * Writes the body, on the request's thread.
         *
         * @throws IOException when it cannot continue: the connection is aborted, so that nobody takes a part for the whole
         */
        void writeTo(Writer out) throws IOException;
    }

    /**
     * A cookie to set: always {@code HttpOnly} and {@code SameSite=Lax}, and where the request came by TLS {@code Secure}, for the path
     * {@code /} and under a name with the prefix {@code __Host-}, as {@link CookieNames} says.
     *
     * @param path relative to the context; without TLS the cookie is sent back to this path and below
     * @param maxAge in whole seconds; zero removes the cookie
     * @param strict whether it is {@code SameSite=Strict} instead
     */
    public record NewCookie(String name, Secret value, String path, Duration maxAge, boolean strict) {
        public NewCookie(String name, Secret value, String path, Duration maxAge) {
            this(name, value, path, maxAge, false);
        }
    }

    static final String DEVICE_COOKIE = "sallyport_device";
    private static final Duration DEVICE_LIFE = Duration.ofDays(365);

    public Reply {
        headers = Map.copyOf(headers);
        cookies = List.copyOf(cookies);
    }

    /** Creates a reply whose body is complete. */
    public Reply(
            int status,
            Map<String, String> headers,
            @Nullable String contentType,
            String body,
            List<NewCookie> cookies) {
        this(status, headers, contentType, body, cookies, null);
    }

    /** Creates a reply whose body is written piece by piece. */
    public static Reply streamed(int status, String contentType, Stream stream) {
        return new Reply(status, Map.of(), contentType, "", List.of(), stream);
    }

    /** A status and nothing more. */
    public static Reply empty(int status) {
        return new Reply(status, Map.of(), null, "", List.of());
    }

    /** A JSON document, as {@link dev.sallyport.json.JsonWriter} writes it. */
    public static Reply json(int status, String body) {
        return new Reply(status, Map.of(), "application/json", body, List.of());
    }

    public Reply withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, contentType, body, cookies, stream);
    }

    public Reply withContentType(String type) {
        return new Reply(status, headers, type, body, cookies, stream);
    }

    public Reply withCookie(NewCookie cookie) {
        List<NewCookie> more = new ArrayList<>(cookies);
        more.add(cookie);
        return new Reply(status, headers, contentType, body, more, stream);
    }

    /**
     * With the cookie by which the client is known as a device of the person's, when the login gave one: so that nobody can lock
     * them out from elsewhere.
     *
     * @param path relative to the context, under which all endpoints of the profile stand; the cookie is sent back there
     */
    public Reply rememberingDevice(Login login, String path) {
        Secret device = login.newDeviceCookie();
        return device == null ? this : rememberingDevice(device, path);
    }

    /** The same for a login that gave this text. */
    public Reply rememberingDevice(Secret device, String path) {
        return withCookie(new NewCookie(DEVICE_COOKIE, device, path, DEVICE_LIFE));
    }

    /** Without the body, which may have a credential. */
    @Override
    public String toString() {
        return "Reply[status=" + status + ", contentType=" + contentType + "]";
    }
}
