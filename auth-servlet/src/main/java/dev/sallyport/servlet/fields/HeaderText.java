package dev.sallyport.servlet.fields;

import java.time.Duration;

/** How values are written in headers. */
public final class HeaderText {
    private HeaderText() {}

    /** A quoted-string of RFC 9110 §5.6.4, which is a String of RFC 9651 too; what cannot stand in one becomes a question mark. */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else {
                quoted.append(c >= ' ' && c < 0x7F ? c : '?');
            }
        }
        return quoted.append('"').toString();
    }

    /** Rounded up, so that who waits as long as told is not turned away again. */
    public static long wholeSeconds(Duration duration) {
        return duration.getNano() == 0 ? duration.getSeconds() : duration.getSeconds() + 1;
    }
}
