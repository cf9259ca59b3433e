package dev.sallyport.servlet.wire;

import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of an OAuth 2.0 request: none twice, and one without a value counts as not sent (RFC 6749 §3.2). Parameters that
 * nobody asks for are ignored, as it says there, up to {@value #MAX} in all. Only of the body, never of the query. Immutable.
 */
public final class Parameters {
    /** The most parameters of one request: no grant has more than a dozen. */
    static final int MAX = 32;

    private final Map<String, String> values;

    private Parameters(Map<String, String> values) {
        // Not Map.copyOf: its tables probe linearly, and anybody may choose the names.
        this.values = Collections.unmodifiableMap(values);
    }

    /** Those of a JSON object, whose members are texts. */
    static Outcome<Parameters> of(Map<String, String> texts) {
        return texts.size() > MAX
                ? refused("The body has more than " + MAX + " parameters.")
                : Outcome.done(new Parameters(texts));
    }

    /** Of {@code application/x-www-form-urlencoded}, strictly: every escape is whole, and together they are UTF-8. */
    static Outcome<Parameters> parse(byte[] form) {
        Map<String, String> values = new HashMap<>();
        int from = 0;
        while (from < form.length) {
            int end = indexOf(form, '&', from, form.length);
            if (end == from) {
                // An empty pair is none, as the URL Standard's parser has it.
                from++;
                continue;
            }
            int equals = indexOf(form, '=', from, end);
            Optional<String> name = decode(form, from, equals);
            Optional<String> value = decode(form, Math.min(equals + 1, end), end);
            if (name.isEmpty() || value.isEmpty()) {
                return refused("The form is not percent-encoded UTF-8.");
            }
            if (values.putIfAbsent(name.get(), value.get()) != null) {
                return refused("The form has a parameter twice.");
            }
            if (values.size() > MAX) {
                return refused("The form has more than " + MAX + " parameters.");
            }
            from = end + 1;
        }
        return Outcome.done(new Parameters(values));
    }

    /** Tells whether names and values have nothing but ASCII, escaped or not. */
    boolean isAscii() {
        return values.entrySet().stream().allMatch(each -> isAscii(each.getKey()) && isAscii(each.getValue()));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /** Those that have a value. */
    Map<String, String> filled() {
        Map<String, String> filled = new HashMap<>(values);
        filled.values().removeIf(String::isEmpty);
        return filled;
    }

    /** Empty when it did not come, or without a value. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    /** One text as forms encode it; empty when an escape is broken, or it is not UTF-8, or has a NUL. */
    static Optional<String> decode(String encoded) {
        byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
        return decode(bytes, 0, bytes.length);
    }

    private static Optional<String> decode(byte[] encoded, int from, int end) {
        ByteBuffer decoded = ByteBuffer.allocate(end - from);
        for (int i = from; i < end; i++) {
            if (encoded[i] != '%') {
                decoded.put(encoded[i] == '+' ? (byte) ' ' : encoded[i]);
                continue;
            }
            if (i + 2 >= end) {
                return Optional.empty();
            }
            int high = Character.digit(encoded[i + 1], 16);
            int low = Character.digit(encoded[i + 2], 16);
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            decoded.put((byte) (high << 4 | low));
            i += 2;
        }
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
            return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static int indexOf(byte[] bytes, char c, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != c) {
            at++;
        }
        return at;
    }

    private static <T> Outcome<T> refused(String detail) {
        return Outcome.refused(Refusal.of(Refusal.Cause.INVALID_REQUEST, detail));
    }
}
