package dev.sallyport.containers;

import java.util.List;

/**
 * An answer as it came over the wire; empty when the container closed the connection without one.
 *
 * @param requestLine what it is the answer to
 */
record Raw(String requestLine, String text) {
    /** 0 when there is none. */
    int status() {
        return text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0;
    }

    /** Undertow itself fails on {@code OPTIONS *} and on a target with user information, before it calls anything. */
    boolean isFailure() {
        return status() >= 500
                && status() != 501
                && status() != 505
                && !(Container.NAME.equals("undertow") && failsUndertow() && body().isEmpty());
    }

    private boolean failsUndertow() {
        return requestLine.startsWith("OPTIONS * ") || requestLine.contains("//user@");
    }

    /** The values of a header, each as it came. */
    List<String> header(String name) {
        return text.lines()
                .skip(1)
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    String body() {
        int end = text.indexOf("\r\n\r\n");
        return end < 0 ? "" : text.substring(end + 4);
    }
}
