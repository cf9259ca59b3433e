package dev.sallyport.servlet.guard.path;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The part of a path, as it came over the wire, that names the application. Without state. */
public final class ContextPath {
    private static final String UNESCAPED = "/-._~!$&'()*+,=:@%";

    private ContextPath() {}

    /**
     * What follows the context path, as it came: empty, or from its slash or semicolon on. Containers take other spellings for the
     * context path too, {@code /%61pp} for {@code /app}; none of them is answered here.
     *
     * @param context as a container tells it, decoded or not
     * @return null where the path does not begin with the context path, plainly written
     */
    public static @Nullable String after(String path, String context) {
        String tail = literally(path, context);
        return tail == null ? literally(path, escaped(context)) : tail;
    }

    private static @Nullable String literally(String path, String context) {
        if (!begins(path, context)) {
            return null;
        }
        String tail = path.substring(context.length());
        return tail.isEmpty() || tail.charAt(0) == '/' || tail.charAt(0) == ';' ? tail : null;
    }

    /** Exactly, but for the letters of an escape, which may be small. */
    private static boolean begins(String path, String context) {
        if (path.length() < context.length()) {
            return false;
        }
        for (int i = 0; i < context.length(); i++) {
            char c = path.charAt(i);
            boolean escape = (i > 0 && context.charAt(i - 1) == '%') || (i > 1 && context.charAt(i - 2) == '%');
            if ((escape ? Character.toUpperCase(c) : c)
                    != (escape ? Character.toUpperCase(context.charAt(i)) : context.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** As browsers write it; a context path that is told with its escapes stays. */
    private static String escaped(String context) {
        StringBuilder escaped = new StringBuilder(context.length());
        for (byte each : context.getBytes(StandardCharsets.UTF_8)) {
            int octet = each & 0xFF;
            if (octet < 0x80 && (Character.isLetterOrDigit(octet) || UNESCAPED.indexOf(octet) >= 0)) {
                escaped.append((char) octet);
            } else {
                escaped.append('%')
                        .append(Character.toUpperCase(Character.forDigit(octet >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(octet & 0xF, 16)));
            }
        }
        return escaped.toString();
    }
}
