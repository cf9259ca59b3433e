package dev.sallyport.servlet.wire;

import dev.sallyport.servlet.wire.HeaderScanner.MalformedHeaderException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Content-Type} of a request (RFC 9110 §8.3). Parameters other than {@code charset} are passed over; a list of types, a
 * second header, and a charset that comes twice are not, since two readers could each take another one. Immutable.
 *
 * @param essence type and subtype, in lower case
 * @param charset in lower case; null when none is named
 */
record MediaType(String essence, @Nullable String charset) {
    private static final Set<String> UTF_8 = Set.of("utf-8", "utf8");

    /** Each of them writes ASCII as UTF-8 does. */
    private static final Set<String> ASCII_ALIKE =
            Set.of("us-ascii", "ascii", "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "windows-1252", "cp1252");

    /** Empty when there is none, or it is none. */
    static Optional<MediaType> of(HttpServletRequest request) {
        // Not getContentType(), with which a container may fail where the charset is one that it does not know.
        List<String> lines = Collections.list(request.getHeaders("Content-Type"));
        return lines.size() == 1 ? parse(lines.get(0)) : Optional.empty();
    }

    static Optional<MediaType> parse(String text) {
        HeaderScanner scanner = new HeaderScanner(text);
        try {
            scanner.skipSpace();
            String essence = scanner.token() + scanner.expect('/') + scanner.token();
            String charset = null;
            scanner.skipSpace();
            while (!scanner.isAtEnd()) {
                scanner.expect(';');
                scanner.skipSpace();
                if (scanner.isAtEnd() || scanner.isAt(';')) {
                    continue;
                }
                String name = scanner.token();
                scanner.expect('=');
                String value = scanner.tokenOrQuoted();
                if (name.equalsIgnoreCase("charset")) {
                    if (charset != null) {
                        return Optional.empty();
                    }
                    charset = value.toLowerCase(Locale.ROOT);
                }
                scanner.skipSpace();
            }
            return Optional.of(new MediaType(essence.toLowerCase(Locale.ROOT), charset));
        } catch (MalformedHeaderException e) {
            return Optional.empty();
        }
    }

    /** JSON is UTF-8, whatever one calls it (RFC 8259 §8.1). */
    boolean isJson() {
        return essence.equals("application/json") && isUtf8();
    }

    /** A form in UTF-8, or in an encoding that writes ASCII alike: then it must have nothing else. */
    boolean isForm() {
        return essence.equals("application/x-www-form-urlencoded") && (isUtf8() || ASCII_ALIKE.contains(charset));
    }

    boolean isUtf8() {
        return charset == null || UTF_8.contains(charset);
    }
}
