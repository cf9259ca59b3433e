package dev.sallyport.servlet.guard;

import jakarta.servlet.http.HttpServletRequest;

/** Tells requests that ask for another protocol, above all WebSocket handshakes. Without state. */
public final class Upgrades {
    private Upgrades() {}

    /** By the header of HTTP/1.1 (RFC 6455, section 4.1), or the method of HTTP/2 and HTTP/3 (RFC 8441, RFC 9220). */
    public static boolean isAsked(HttpServletRequest request) {
        return request.getHeader("Upgrade") != null || request.getMethod().equals("CONNECT");
    }
}
